import torch
import torchvision
from torch.utils.data import DataLoader, RandomSampler, SequentialSampler
from torchvision.transforms import ToTensor


def load_mnist(root, train):
    training_data = torchvision.datasets.MNIST(root=root, train=True, download=False, transform=ToTensor())
    test_data = torchvision.datasets.MNIST(root=root, train=False, download=False, transform=ToTensor())
    return training_data if train else test_data


def load_cifar10(root, train):
    if train:
        return torchvision.datasets.CIFAR10(root=root, train=True, download=False, transform=ToTensor())
    else:
        return torchvision.datasets.CIFAR10(root=root, train=False, download=False, transform=ToTensor())


def make_loader(dataset, batch_size, train, num_workers=0):
    sampler = RandomSampler(dataset) if train else SequentialSampler(dataset)
    return DataLoader(
        dataset,
        batch_size=batch_size,
        sampler=sampler,
        num_workers=num_workers,
        pin_memory=torch.cuda.is_available(),
        persistent_workers=num_workers > 0,
    )


def channel_stats(dataset):
    total, total_sq, n = 0, 0, 0
    for i in range(len(dataset)):
        img = dataset[i][0].to(torch.float64)
        total += img.sum(dim=(1, 2))
        total_sq += (img**2).sum(dim=(1, 2))
        n += img.shape[1] * img.shape[2]
    mean = total / n
    # Var[X] = E[X^2] - E[X]^2
    std = (total_sq / n - mean**2).clamp(min=0).sqrt()
    return mean.tolist(), std.tolist()


def image_grid(images, nrow=8):
    return torchvision.utils.make_grid(images, nrow=nrow, padding=2, pad_value=0.0)
