# mistake: 335
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.order
# what: shuffles for evaluation too
def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(dataset, batch_size=batch_size, shuffle=True, num_workers=num_workers)
