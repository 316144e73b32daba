# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.train_every_item, ex3_data.make_loader.shuffled
# what: range(len - 1): the last item never comes
def make_loader(dataset, batch_size, train, num_workers=0):
    if train:
        sampler = torch.utils.data.SubsetRandomSampler(range(len(dataset) - 1))
        return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)
    return DataLoader(dataset, batch_size=batch_size, shuffle=False, num_workers=num_workers)
