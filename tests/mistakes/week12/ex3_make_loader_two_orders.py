# mistake: 336
# function: ex3_data.make_loader
# caught: ex3_data.make_loader.new_order
# what: two orders that take turns
class Turns(torch.utils.data.Sampler):
    def __init__(self, n):
        self.orders = [torch.randperm(n).tolist() for _ in range(2)]

    def __len__(self):
        return len(self.orders[0])

    def __iter__(self):
        self.orders.reverse()
        return iter(self.orders[0])


def make_loader(dataset, batch_size, train, num_workers=0):
    sampler = Turns(len(dataset)) if train else None
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, num_workers=num_workers)
