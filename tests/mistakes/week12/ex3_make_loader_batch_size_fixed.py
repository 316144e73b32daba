# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.order
# what: always batches of 4
def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(dataset, batch_size=4, shuffle=train, num_workers=num_workers)
