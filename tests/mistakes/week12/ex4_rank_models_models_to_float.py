# mistake: 249
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.half_precision
# what: turns the models to float32 first: the memory is wrong and the models are changed
def rank_models(models):
    rows = []
    for name, model in models.items():
        model.float()
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return sorted(rows, key=lambda row: row[1])
