# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.order
# what: batches of one item
def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(dataset, shuffle=train, num_workers=num_workers)
