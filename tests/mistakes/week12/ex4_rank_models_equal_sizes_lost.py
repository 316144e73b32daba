# mistake: -
# function: ex4_inspect.rank_models
# caught: ex4_inspect.rank_models.same_size
# what: a dict by the number of parameters: of two equal models one is lost
def rank_models(models):
    by_size = {}
    for name, model in models.items():
        n = sum(p.numel() for p in model.parameters())
        by_size[n] = (name, n, sum(p.numel() * p.element_size() for p in model.parameters()) / 2**20)
    return [by_size[n] for n in sorted(by_size)]
