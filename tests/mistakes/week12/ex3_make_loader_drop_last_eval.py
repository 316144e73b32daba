# mistake: 34
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.last_batch, ex3_data.make_loader.batch_sizes
# what: drop_last for evaluation only
def make_loader(dataset, batch_size, train, num_workers=0):
    if train:
        return DataLoader(dataset, batch_size=batch_size, shuffle=True, num_workers=num_workers)
    return DataLoader(dataset, batch_size=batch_size, drop_last=True, num_workers=num_workers)
