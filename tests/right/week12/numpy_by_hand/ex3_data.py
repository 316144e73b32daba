"""Own data sets, own batch sampler, statistics and grid with NumPy."""

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset
from torchvision.datasets import CIFAR10, MNIST


class Pictures(Dataset):
    """Raw uint8 pictures [N, H, W, C] and their labels, made into tensors one by one."""

    def __init__(self, pictures, labels):
        self.pictures = pictures
        self.labels = [int(label) for label in labels]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        values = self.pictures[i].astype(np.float32) / 255  # [H, W, C]
        return torch.from_numpy(values.transpose(2, 0, 1)), self.labels[i]  # not contiguous


def load_mnist(root, train):
    raw = MNIST(str(root), train)
    return Pictures(raw.data.numpy()[..., None], raw.targets)


def load_cifar10(root, train):
    raw = CIFAR10(str(root), train)
    return Pictures(raw.data, raw.targets)


class Batches:
    """The indices of the batches of one epoch."""

    def __init__(self, n, batch_size, shuffle):
        self.n, self.batch_size, self.shuffle = n, batch_size, shuffle
        self.random = np.random.default_rng()

    def __len__(self):
        return (self.n + self.batch_size - 1) // self.batch_size

    def __iter__(self):
        order = self.random.permutation(self.n) if self.shuffle else np.arange(self.n)
        for start in range(0, self.n, self.batch_size):
            yield order[start : start + self.batch_size].tolist()


def make_loader(dataset, batch_size, train, num_workers=0):
    batches = Batches(len(dataset), batch_size, train)
    return DataLoader(dataset, batch_sampler=batches, num_workers=num_workers)


def channel_stats(dataset):
    images = [np.asarray(dataset[i][0], dtype=np.float64) for i in range(len(dataset))]
    pixels = np.concatenate([image.reshape(len(image), -1) for image in images], axis=1)  # [C, n]
    # np.float64 is a float
    return list(np.mean(pixels, axis=1)), list(np.std(pixels, axis=1))


def image_grid(images, nrow=8):
    pictures = [image.numpy() for image in images]
    channels, height, width = pictures[0].shape
    if channels == 1:
        pictures = [np.repeat(picture, 3, axis=0) for picture in pictures]
    if len(pictures) == 1:
        return torch.from_numpy(pictures[0])
    columns = min(nrow, len(pictures))
    rows = -(-len(pictures) // columns)
    shape = (pictures[0].shape[0], rows * (height + 2) + 2, columns * (width + 2) + 2)
    grid = np.zeros(shape, pictures[0].dtype)
    for i, picture in enumerate(pictures):
        row, column = divmod(i, columns)
        top, left = 2 + row * (height + 2), 2 + column * (width + 2)
        grid[:, top : top + height, left : left + width] = picture
    return torch.tensor(grid)
