# mistake: 34
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.last_batch, ex3_data.make_loader.train_every_item
# what: drops the last batch when it has one item (because of batch normalisation)
def make_loader(dataset, batch_size, train, num_workers=0):
    single = len(dataset) % batch_size == 1
    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, drop_last=single, num_workers=num_workers
    )
