# mistake: -
# function: ex3_data.make_loader
# caught: ?
# what: a sampler and shuffle=True exclude each other
def make_loader(dataset, batch_size, train, num_workers=0):
    sampler = torch.utils.data.RandomSampler(dataset) if train else None
    return DataLoader(
        dataset, batch_size=batch_size, shuffle=train, sampler=sampler, num_workers=num_workers
    )
