# mistake: 33
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.shuffled, ex3_data.make_loader.new_order
# what: never shuffles
def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(dataset, batch_size=batch_size, num_workers=num_workers)
