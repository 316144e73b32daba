import math

import torch
from torch.utils.data import DataLoader
from torchvision import datasets
from torchvision.transforms import functional as F


def load_mnist(root, train):
    return datasets.MNIST(root, train, transform=F.to_tensor)


def load_cifar10(root, train):
    return datasets.CIFAR10(root, train, transform=F.to_tensor)


def put_together(items):
    images = torch.empty(len(items), *items[0][0].shape)
    labels = torch.empty(len(items), dtype=torch.int64)
    for i in range(len(items)):
        images[i] = items[i][0]
        labels[i] = items[i][1]
    return images, labels


def make_loader(dataset, batch_size, train, num_workers=0):
    return DataLoader(
        dataset, batch_size, shuffle=bool(train), num_workers=num_workers, collate_fn=put_together
    )


def channel_stats(dataset):
    channels = dataset[0][0].shape[0]
    means, stds = [], []
    for c in range(channels):
        total, n = 0.0, 0
        for i in range(len(dataset)):
            image, _ = dataset[i]
            for row in image[c].tolist():
                for x in row:
                    total += x
                    n += 1
        mean = total / n
        squares = 0.0
        for i in range(len(dataset)):
            image, _ = dataset[i]
            for row in image[c].tolist():
                for x in row:
                    squares += (x - mean) ** 2
        means.append(mean)
        stds.append(math.sqrt(squares / n))
    return means, stds


def image_grid(images, nrow=8):
    three = []
    for image in images:
        if image.shape[0] == 1:
            image = torch.cat([image, image, image])
        three.append(image)
    if len(three) == 1:
        return three[0]
    height, width = three[0].shape[1], three[0].shape[2]
    columns = min(nrow, len(three))
    rows = -(-len(three) // columns)
    grid = torch.zeros(3, rows * (height + 2) + 2, columns * (width + 2) + 2, dtype=three[0].dtype)
    for i in range(len(three)):
        top = 2 + (i // columns) * (height + 2)
        left = 2 + (i % columns) * (width + 2)
        grid[:, top : top + height, left : left + width] = three[i]
    return grid
