# mistake: 353
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.numbers_and_order
# what: rounded to two digits
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        size = sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20
        rows.append((name, n, round(size, 2)))
    return sorted(rows, key=lambda row: row[1])
