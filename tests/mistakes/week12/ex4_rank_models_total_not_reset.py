# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.numbers_and_order
# what: the sums are not set back to 0 for the next model
def rank_models(models):
    rows = []
    n, size = 0, 0
    for name, model in models.items():
        for p in model.parameters():
            n += p.numel()
            size += p.numel() * p.element_size()
        rows.append((name, n, size / 2**20))
    return sorted(rows, key=lambda row: row[1])
