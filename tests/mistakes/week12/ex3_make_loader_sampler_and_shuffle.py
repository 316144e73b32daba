# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.train_every_item, ex3_data.make_loader.shuffled
# what: a sampler and shuffle=True exclude each other
def make_loader(dataset, batch_size, train, num_workers=0):
    sampler = torch.utils.data.RandomSampler(dataset) if train else None
    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, sampler=sampler, num_workers=num_workers
    )
