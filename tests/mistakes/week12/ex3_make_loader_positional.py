# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.order
# what: the fourth positional argument of DataLoader is the sampler, not num_workers
def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(dataset, batch_size, train, num_workers)
