import numpy as np
import torchvision
from helpers import *  # noqa: F403
from torch.utils.data import DataLoader
from torchvision import transforms


def load(name, root, train):
    return getattr(torchvision.datasets, name)(root, train, transform=transforms.ToTensor())


def load_mnist(root, train):
    return load("MNIST", root, train)


def load_cifar10(root, train):
    return load("CIFAR10", root, train)


def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(dataset, shuffle=train, batch_size=batch_size, num_workers=num_workers)


def channel_stats(dataset):
    rows = [dataset[i][0].numpy().astype(np.float64).reshape(len(dataset[i][0]), -1) for i in range(len(dataset))]
    pixels = np.concatenate(rows, axis=1)
    return pixels.mean(axis=1).tolist(), pixels.std(axis=1).tolist()


def image_grid(images, nrow=8):
    return torchvision.utils.make_grid(images, nrow)
