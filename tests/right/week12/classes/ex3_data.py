import math

import torch
from torch.utils.data import BatchSampler, DataLoader, Dataset, Sampler
from torchvision import datasets, transforms
from torchvision.utils import make_grid


class Tensors(Dataset):
    """torchvision's data set, with items made into tensors here."""

    kind = None

    def __init__(self, root, train):
        self.inner = self.kind(str(root), train=train, download=False)
        self.to_tensor = transforms.ToTensor()

    def __len__(self):
        return len(self.inner)

    def __getitem__(self, i):
        image, label = self.inner[i]
        return self.to_tensor(image), int(label)


class Mnist(Tensors):
    kind = datasets.MNIST


class Cifar10(Tensors):
    kind = datasets.CIFAR10


class Order(Sampler):
    def __init__(self, n, shuffled):
        self.n, self.shuffled = n, shuffled

    def __len__(self):
        return self.n

    def __iter__(self):
        yield from torch.randperm(self.n).tolist() if self.shuffled else range(self.n)


class Loader(DataLoader):
    def __init__(self, dataset, batch_size, train, num_workers=0):
        order = BatchSampler(Order(len(dataset), train), batch_size, drop_last=False)
        super().__init__(dataset, batch_sampler=order, num_workers=num_workers)


class Welford:
    """Chan's parallel form: mean and sum of squares of deviations, image by image."""

    def __init__(self):
        self.n, self.mean, self.m2 = 0, 0.0, 0.0

    def add(self, x):
        n = x.numel()
        mean = x.mean().item()
        m2 = ((x - mean) ** 2).sum().item()
        d = mean - self.mean
        self.m2 += m2 + d * d * self.n * n / (self.n + n)
        self.mean += d * n / (self.n + n)
        self.n += n

    @property
    def std(self):
        return math.sqrt(self.m2 / self.n)


class Grid:
    def __init__(self, nrow):
        self.nrow = nrow

    def __call__(self, images):
        return make_grid(list(images), nrow=self.nrow)


load_mnist, load_cifar10, make_loader = Mnist, Cifar10, Loader


def channel_stats(dataset):
    channels = [Welford() for _ in dataset[0][0]]
    for i in range(len(dataset)):
        for channel, plane in zip(channels, dataset[i][0].double(), strict=True):
            channel.add(plane)
    return [c.mean for c in channels], [c.std for c in channels]


def image_grid(images, nrow=8):
    return Grid(nrow)(images)
