# mistake: 250
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.numbers_and_order
# what: sorted() of the tuples: by name
def rank_models(models):
    rows = []
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        rows.append((name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20))
    return sorted(rows)
