# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.train_every_item, ex3_data.make_loader.shuffled
# what: drawn with replacement: some items twice, some never
def make_loader(dataset, batch_size, train, num_workers=0):
    if train:
        sampler = torch.utils.data.RandomSampler(dataset, replacement=True)
    else:
        sampler = torch.utils.data.SequentialSampler(dataset)
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)
