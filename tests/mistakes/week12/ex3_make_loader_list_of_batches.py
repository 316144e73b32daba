# mistake: 336
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.new_order
# what: a list of batches: the same order in every epoch
def make_loader(dataset, batch_size, train, num_workers=0):
    return list(DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers))
