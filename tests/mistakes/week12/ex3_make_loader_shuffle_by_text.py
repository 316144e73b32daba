# mistake: 33
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.shuffled, ex3_data.make_loader.new_order
# what: compares train with "train": never shuffles
def make_loader(dataset, batch_size, train, num_workers=0):
    shuffle = train == "train"
    return DataLoader(dataset, batch_size=batch_size, shuffle=shuffle, num_workers=num_workers)
