# mistake: 34
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.train_every_item
# what: drop_last in training only
def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, drop_last=train, num_workers=num_workers
    )
