# mistake: 34
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.last_batch, ex3_data.make_loader.batch_sizes
# what: the data set is cut to a multiple of the batch size
def make_loader(dataset, batch_size, train, num_workers=0):
    full = len(dataset) // batch_size * batch_size
    subset = torch.utils.data.Subset(dataset, range(full))
    return DataLoader(subset, batch_size=batch_size, shuffle=train, num_workers=num_workers)
