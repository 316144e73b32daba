# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.order
# what: an iterator: empty in the second epoch
def make_loader(dataset, batch_size, train, num_workers=0):
    return iter(DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers))
