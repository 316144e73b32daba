import functools
import math
import warnings

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms, utils


def quiet(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*args, **kwargs)

    return wrapper


def from_folder(kind):
    """The decorated function only says which transform."""

    def decorate(function):
        @quiet
        @functools.wraps(function)
        def wrapper(root, train):
            return kind(root=root, train=bool(train), download=False, transform=function())

        return wrapper

    return decorate


@from_folder(datasets.MNIST)
def load_mnist():
    return transforms.ToTensor()


@from_folder(datasets.CIFAR10)
def load_cifar10():
    return transforms.Compose([transforms.PILToTensor(), transforms.ConvertImageDtype(torch.float32)])


@quiet
def make_loader(dataset, batch_size, train, num_workers=0):
    extra = {"persistent_workers": True, "prefetch_factor": 2} if num_workers else {}
    return DataLoader(dataset, batch_size, shuffle=train, num_workers=num_workers, pin_memory=True, **extra)


def to_lists(function):
    @functools.wraps(function)
    def wrapper(*args):
        return tuple([float(x) for x in values] for values in function(*args))

    return wrapper


@to_lists
@torch.no_grad()
def channel_stats(dataset):
    channels = dataset[0][0].shape[0]
    n, s1, s2 = 0, [0.0] * channels, [0.0] * channels
    for index in range(len(dataset)):
        image = dataset[index][0].double()
        n += image[0].numel()
        for c in range(channels):
            s1[c] += image[c].sum().item()
            s2[c] += image[c].square().sum().item()
    means = [s / n for s in s1]
    return means, [math.sqrt(max(0.0, q / n - m * m)) for q, m in zip(s2, means)]


@torch.no_grad()
def image_grid(images, nrow=8):
    return utils.make_grid(images, nrow=nrow, normalize=False)
