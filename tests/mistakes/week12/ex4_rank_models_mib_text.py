# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.numbers_and_order
# what: the memory as a text
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        size = sum(p.numel() * p.element_size() for p in model.parameters())
        rows.append((name, n, f"{size / 2**20:.2f} MiB"))
    return sorted(rows, key=lambda row: row[1])
