# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.dict_unchanged
# what: puts the caller's dict in order
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    rows.sort(key=lambda row: row[1])
    for name, _, _ in rows:
        models[name] = models.pop(name)
    return rows
