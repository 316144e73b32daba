# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.half_precision
# what: the type of the last parameter for all: wrong for mixed models
def rank_models(models):
    rows = []
    for name, model in models.items():
        parameters = list(model.parameters())
        n = sum(p.numel() for p in parameters)
        rows.append((name, n, n * parameters[-1].element_size() / 2**20))
    return sorted(rows, key=lambda row: row[1])
