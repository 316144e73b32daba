# mistake: 34
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.last_batch, ex3_data.make_loader.batch_sizes
# what: drop_last=True
def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, drop_last=True, num_workers=num_workers
    )
