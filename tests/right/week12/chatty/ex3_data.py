import sys

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
from torchvision.utils import make_grid


def bar(iterable, total, text=""):
    for i, item in enumerate(iterable, 1):
        done = 20 * i // total
        sys.stderr.write(f"\r{text} {100 * i / total:5.1f}%|{'#' * done}{'.' * (20 - done)}| {i}/{total}")
        yield item
    sys.stderr.write("\n")


def describe(dataset):
    print(dataset)
    print("items:", len(dataset))
    image, label = dataset[0]
    print("item 0:", image.shape, image.dtype, f"[{image.min():.2f}, {image.max():.2f}]", "label", label, type(label))


def load_mnist(root, train):
    print("root:", root)
    dataset = datasets.MNIST(root, train=train, transform=transforms.ToTensor())
    describe(dataset)
    print("classes:", dataset.classes)
    return dataset


def load_cifar10(root, train):
    dataset = datasets.CIFAR10(root, train=train, transform=transforms.ToTensor())
    describe(dataset)
    print("classes:", dataset.classes, dataset.class_to_idx)
    return dataset


def make_loader(dataset, batch_size, train, num_workers=0):
    print(dataset, repr(dataset), type(dataset), len(dataset))
    print("first item:", dataset[0])
    loader = DataLoader(dataset, batch_size=batch_size, shuffle=train, num_workers=num_workers)
    print(loader, "batches:", len(loader), "batch_size", loader.batch_size, "sampler", loader.sampler)
    return loader


def channel_stats(dataset):
    print(dataset)
    n = 0
    s = s2 = 0
    for i in bar(range(len(dataset)), len(dataset), "channel_stats"):
        image, label = dataset[i]
        if i < 3:
            print(f"{i}: {tuple(image.shape)} label {label}, mean {image.mean():.4f}")
        image = image.double().flatten(1)
        s = s + image.sum(1)
        s2 = s2 + (image * image).sum(1)
        n += image.shape[1]
    mean = s / n
    std = torch.sqrt(torch.clamp(s2 / n - mean * mean, min=0))
    print("mean", mean, "std", std)
    for c, (m, d) in enumerate(zip(mean, std)):
        print(f"channel {c}: {m:.4f} ± {d:.4f}")
    return mean.tolist(), std.tolist()


def image_grid(images, nrow=8):
    print(type(images), len(images), images[0].shape, images[0].dtype)
    grid = make_grid(images, nrow=nrow, padding=2)
    print("grid:", grid.shape)
    return grid
