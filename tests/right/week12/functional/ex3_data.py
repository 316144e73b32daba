from functools import partial, reduce
from itertools import chain, repeat, zip_longest

import numpy as np
import torch
from torch.utils.data import DataLoader
from torchvision import datasets


def to_tensor(image):
    array = np.atleast_3d(np.array(image, dtype=np.float32) / 255)  # [H, W, C]
    return torch.from_numpy(array.transpose(2, 0, 1).copy())


def load_mnist(root, train):
    return datasets.MNIST(root, train=train, transform=to_tensor)


def load_cifar10(root, train):
    return datasets.CIFAR10(root, train=train, transform=to_tensor)


def make_loader(dataset, batch_size, train, num_workers=0):
    return partial(DataLoader, shuffle=train, num_workers=num_workers)(dataset, batch_size)


def channel_stats(dataset):
    def images():
        return (np.asarray(dataset[i][0], dtype=np.float64) for i in range(len(dataset)))

    def total(function):
        return reduce(np.add, map(function, images()))

    n = sum(image[0].size for image in images())
    mean = total(lambda image: image.sum(axis=(1, 2))) / n
    variance = total(lambda image: ((image - mean[:, None, None]) ** 2).sum(axis=(1, 2))) / n
    return list(map(float, mean)), list(map(float, np.sqrt(variance)))


def image_grid(images, nrow=8):
    arrays = [np.broadcast_to(np.asarray(i), (3, *i.shape[1:])) for i in images]
    if len(arrays) == 1:
        return torch.from_numpy(arrays[0].copy())
    columns = min(nrow, len(arrays))
    framed = [np.pad(a, ((0, 0), (2, 0), (2, 0))) for a in arrays]
    rows = zip_longest(*[iter(framed)] * columns, fillvalue=np.zeros_like(framed[0]))
    grid = np.concatenate([np.concatenate(row, axis=2) for row in rows], axis=1)
    return torch.from_numpy(np.pad(grid, ((0, 0), (0, 2), (0, 2))))
