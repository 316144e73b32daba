# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.order, ex3_data.make_loader.last_batch
# what: evaluation in one batch
def make_loader(dataset, batch_size, train, num_workers=0):
    size = batch_size if train else len(dataset)
    return DataLoader(dataset, batch_size=size, shuffle=train, num_workers=num_workers)
