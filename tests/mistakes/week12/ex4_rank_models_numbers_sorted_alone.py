# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.numbers_and_order
# what: the numbers are sorted without their names
def rank_models(models):
    counts = sorted(sum(p.numel() for p in m.parameters()) for m in models.values())
    sizes = sorted(sum(p.nbytes for p in m.parameters()) / 2**20 for m in models.values())
    return list(zip(models, counts, sizes))
