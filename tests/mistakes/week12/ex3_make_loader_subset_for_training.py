# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.train_every_item, ex3_data.make_loader.shuffled
# what: only part of the items in every epoch
def make_loader(dataset, batch_size, train, num_workers=0):
    sampler = None
    if train:
        sampler = torch.utils.data.RandomSampler(dataset, num_samples=max(1, len(dataset) // 2))
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)
