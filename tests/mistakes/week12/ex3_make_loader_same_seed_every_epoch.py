# mistake: 336
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.new_order
# what: a sampler that starts from the same seed in every epoch
class SeededSampler(torch.utils.data.Sampler):
    def __init__(self, dataset):
        self.n = len(dataset)

    def __len__(self):
        return self.n

    def __iter__(self):
        generator = torch.Generator().manual_seed(42)
        return iter(torch.randperm(self.n, generator=generator).tolist())


def make_loader(dataset, batch_size, train, num_workers=0):
    sampler = SeededSampler(dataset) if train else None
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)
