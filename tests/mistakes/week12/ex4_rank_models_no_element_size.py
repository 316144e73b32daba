# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.numbers_and_order
# what: the number of parameters through 2^20
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, n / 2**20))
    return sorted(rows, key=lambda row: row[1])
