# mistake: 352
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.numbers_and_order
# what: MB, 10^6 bytes
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 1e6))
    return sorted(rows, key=lambda row: row[1])
