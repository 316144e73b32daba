# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.train_every_item, ex3_data.make_loader.shuffled
# what: images and labels are mixed separately
class MixedUp(Dataset):
    def __init__(self, dataset):
        self.dataset = dataset
        self.order = torch.randperm(len(dataset)).tolist()

    def __len__(self):
        return len(self.dataset)

    def __getitem__(self, i):
        return self.dataset[i][0], self.dataset[self.order[i]][1]


def make_loader(dataset, batch_size, train, num_workers=0):
    if train:
        dataset = MixedUp(dataset)
    return DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers)
