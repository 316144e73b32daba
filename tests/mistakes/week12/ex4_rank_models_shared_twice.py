# mistake: 241
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.shared
# what: shared parameters count twice
def rank_models(models):
    rows = []
    for name, model in models.items():
        parameters = [p for m in model.modules() for p in m.parameters(recurse=False)]
        n = sum(p.numel() for p in parameters)
        rows.append((name, n, sum(p.numel() * p.element_size() for p in parameters) / 2**20))
    return sorted(rows, key=lambda row: row[1])
