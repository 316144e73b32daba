# mistake: 249
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.half_precision
# what: 4 bytes for every number: wrong in half precision
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, n * 4 / 2**20))
    return sorted(rows, key=lambda row: row[1])
