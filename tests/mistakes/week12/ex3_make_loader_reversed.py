# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.shuffled, ex3_data.make_loader.new_order
# what: "shuffled" by turning the order round: the same in every epoch
class BackwardSampler(torch.utils.data.Sampler):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __iter__(self):
        return iter(list(reversed(range(self.n))))


def make_loader(dataset, batch_size, train, num_workers=0):
    if train:
        return DataLoader(dataset, batch_size, sampler=BackwardSampler(len(dataset)), num_workers=num_workers)
    return DataLoader(dataset, batch_size, num_workers=num_workers)
