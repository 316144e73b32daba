# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.half_precision
# what: the dtype of the first parameter for all: wrong for mixed models
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, n * next(model.parameters()).element_size() / 2**20))
    return sorted(rows, key=lambda row: row[1])
