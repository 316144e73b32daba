# mistake: -
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.shuffled
# what: starts at a random item and goes on in order
class Shifted(torch.utils.data.Sampler):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __iter__(self):
        start = int(torch.randint(1, self.n, ()))
        return iter([(start + i) % self.n for i in range(self.n)])


def make_loader(dataset, batch_size, train, num_workers=0):
    sampler = Shifted(len(dataset)) if train else None
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)
