# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.last_batch, ex3_data.make_loader.batch_sizes
# what: the last batch is filled up with items that came before
def make_loader(dataset, batch_size, train, num_workers=0):
    missing = -len(dataset) % batch_size
    indices = list(range(len(dataset))) + [i % len(dataset) for i in range(missing)]
    padded = torch.utils.data.Subset(dataset, indices)
    return DataLoader(padded, batch_size=batch_size, shuffle=train, num_workers=num_workers)
