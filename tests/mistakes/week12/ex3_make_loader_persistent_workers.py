# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.order
# what: persistent_workers with 0 workers is an error
def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers, persistent_workers=True
    )
