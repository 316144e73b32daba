# mistake: 242
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.frozen_and_buffers
# what: the state dict: buffers and shared parameters too often
def rank_models(models):
    rows = []
    for name, model in models.items():
        tensors = list(model.state_dict().values())
        n = sum(t.numel() for t in tensors)
        rows.append((name, n, sum(t.nbytes for t in tensors) / 2**20))
    return sorted(rows, key=lambda row: row[1])
