# mistake: -
# function: ex3_data.make_loader
# caught: ?
# what: shuffles for evaluation too
def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(dataset, batch_size=batch_size, shuffle=True, num_workers=num_workers)
