import os

import torch
from torch.utils.data import DataLoader, Dataset
from torchvision import datasets, transforms, utils


def _folder(root):
    assert isinstance(root, (str, os.PathLike)), type(root)
    if not os.path.isdir(root):
        raise NotADirectoryError(root)
    return os.path.abspath(root)


def _checked(dataset, shape):
    assert isinstance(dataset, Dataset) and len(dataset) > 0
    image, label = dataset[0]
    assert isinstance(image, torch.Tensor) and image.shape == shape and image.dtype == torch.float32
    assert isinstance(label, int) and 0 <= label <= 9
    assert 0 <= image.min() and image.max() <= 1
    return dataset


def load_mnist(root, train):
    assert isinstance(train, bool)
    return _checked(datasets.MNIST(_folder(root), train, transforms.ToTensor(), download=False), (1, 28, 28))


def load_cifar10(root, train):
    assert isinstance(train, bool)
    return _checked(datasets.CIFAR10(_folder(root), train, transforms.ToTensor(), download=False), (3, 32, 32))


def make_loader(dataset, batch_size, train, num_workers=0):
    assert hasattr(dataset, "__len__") and hasattr(dataset, "__getitem__")
    assert isinstance(batch_size, int) and batch_size > 0
    assert isinstance(num_workers, int) and num_workers >= 0
    loader = DataLoader(dataset, batch_size=batch_size, shuffle=bool(train), num_workers=num_workers, drop_last=False)
    assert len(loader) == -(-len(dataset) // batch_size)
    return loader


def channel_stats(dataset):
    assert len(dataset) > 0, "empty"
    first = dataset[0][0]
    assert isinstance(first, torch.Tensor) and first.dim() == 3
    channels = first.shape[0]
    count = 0
    mean = torch.zeros(channels, dtype=torch.float64)
    for i in range(len(dataset)):
        image = dataset[i][0]
        assert image.ndim == 3 and image.shape[0] == channels, (i, image.shape)
        assert image.is_floating_point()
        mean += image.double().sum(dim=(1, 2))
        count += image.shape[1] * image.shape[2]
    assert count > 0
    mean /= count
    variance = torch.zeros(channels, dtype=torch.float64)
    for i in range(len(dataset)):
        variance += (dataset[i][0].double() - mean[:, None, None]).pow(2).sum(dim=(1, 2))
    variance /= count
    assert (variance >= 0).all()
    result = mean.tolist(), variance.sqrt().tolist()
    assert all(isinstance(v, float) for part in result for v in part)
    return result


def image_grid(images, nrow=8):
    assert isinstance(images, (torch.Tensor, list, tuple)), type(images)
    assert isinstance(nrow, int) and nrow > 0
    assert len(images) > 0
    if not isinstance(images, torch.Tensor):
        assert all(image.shape == images[0].shape for image in images), "different sizes"
    grid = utils.make_grid(images, nrow=nrow, padding=2)
    assert grid.ndim == 3 and grid.shape[0] == 3
    return grid
