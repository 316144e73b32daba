# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.numbers_and_order, ex4_inspect.rank_models.frozen_and_buffers
# what: sorted by the digits of the number as a text
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.nbytes for p in model.parameters()) / 2**20))
    return sorted(rows, key=lambda row: str(row[1]))
