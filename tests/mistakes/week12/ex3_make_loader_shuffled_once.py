# mistake: 336
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.new_order
# what: one random order for all epochs
def make_loader(dataset, batch_size, train, num_workers=0):
    if train:
        dataset = torch.utils.data.Subset(dataset, torch.randperm(len(dataset)).tolist())
    return DataLoader(dataset, batch_size=batch_size, num_workers=num_workers)
