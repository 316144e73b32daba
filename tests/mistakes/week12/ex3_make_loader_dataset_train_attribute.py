# mistake: 33
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.shuffled, ex3_data.make_loader.new_order
# what: asks the data set whether it is for training, not the argument
def make_loader(dataset, batch_size, train, num_workers=0):
    shuffle = getattr(dataset, "train", False)
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, num_workers=num_workers)
