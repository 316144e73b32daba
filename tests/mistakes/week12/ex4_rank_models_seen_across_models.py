# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.shared
# what: one set of seen parameters for all models: what two models share counts for the first only
def rank_models(models):
    rows, seen = [], set()
    for name, model in models.items():
        n, size = 0, 0
        for p in model.parameters():
            if id(p) not in seen:
                seen.add(id(p))
                n += p.numel()
                size += p.numel() * p.element_size()
        rows.append((name, n, size / 2**20))
    return sorted(rows, key=lambda row: row[1])
