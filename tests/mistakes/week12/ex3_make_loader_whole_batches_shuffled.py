# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.train_every_item, ex3_data.make_loader.shuffled
# what: the batches are mixed, not the items
class WholeBatches(torch.utils.data.Sampler):
    def __init__(self, n, batch_size):
        self.batches = [list(range(i, min(i + batch_size, n))) for i in range(0, n, batch_size)]

    def __len__(self):
        return len(self.batches)

    def __iter__(self):
        return iter([self.batches[i] for i in torch.randperm(len(self.batches)).tolist()])


def make_loader(dataset, batch_size, train, num_workers=0):
    if train:
        batches = WholeBatches(len(dataset), batch_size)
        return DataLoader(dataset, batch_sampler=batches, num_workers=num_workers)
    return DataLoader(dataset, batch_size=batch_size, num_workers=num_workers)
