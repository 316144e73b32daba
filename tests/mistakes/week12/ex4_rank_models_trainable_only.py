# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.frozen_and_buffers
# what: frozen parameters do not count
def rank_models(models):
    rows = []
    for name, model in models.items():
        parameters = [p for p in model.parameters() if p.requires_grad]
        n = sum(p.numel() for p in parameters)
        rows.append((name, n, sum(p.numel() * p.element_size() for p in parameters) / 2**20))
    return sorted(rows, key=lambda row: row[1])
