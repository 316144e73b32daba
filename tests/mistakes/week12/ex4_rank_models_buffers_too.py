# mistake: 242
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.frozen_and_buffers
# what: buffers count for the memory
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        size = sum(t.numel() * t.element_size() for t in [*model.parameters(), *model.buffers()])
        rows.append((name, n, size / 2**20))
    return sorted(rows, key=lambda row: row[1])
