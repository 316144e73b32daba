# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.dict_unchanged
# what: takes the smallest out of the caller's dict again and again
def rank_models(models):
    rows = []
    while models:
        name = min(models, key=lambda key: sum(p.numel() for p in models[key].parameters()))
        model = models.pop(name)
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return rows
