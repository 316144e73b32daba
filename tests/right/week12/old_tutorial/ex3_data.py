from __future__ import print_function, division

import torch
import torchvision
from torchvision import datasets, transforms

data_transforms = {
    'train': transforms.ToTensor(),
    'val': transforms.Compose([transforms.ToTensor()]),
}


def load_mnist(root, train):
    phase = 'train' if train else 'val'
    return datasets.MNIST(root, train=train, transform=data_transforms[phase])


def load_cifar10(root, train):
    phase = 'train' if train else 'val'
    return datasets.CIFAR10(root, train, data_transforms[phase])


def make_loader(dataset, batch_size, train, num_workers=0):
    dataloaders = {x: torch.utils.data.DataLoader(dataset, batch_size=batch_size,
                                                  shuffle=(x == 'train'), num_workers=num_workers)
                   for x in ['train', 'val']}
    return dataloaders['train' if train else 'val']


def channel_stats(dataset):
    # https://discuss.pytorch.org/t/about-normalization-using-pre-trained-vgg16-networks/23560
    # two passes, images of any size
    mean = 0.
    nb_pixels = 0
    for i in range(len(dataset)):
        data, _ = dataset[i]
        data = data.view(data.size(0), -1).double()
        mean = mean + data.sum(1)
        nb_pixels += data.size(1)
    mean /= nb_pixels

    var = 0.0
    for i in range(len(dataset)):
        images = dataset[i][0]
        images = images.view(images.size(0), -1).double()
        var = var + ((images - mean.unsqueeze(1)) ** 2).sum(1)
    std = torch.sqrt(var / nb_pixels)
    return mean.tolist(), std.tolist()


def image_grid(images, nrow=8):
    # Make a grid from batch
    out = torchvision.utils.make_grid(images, nrow)
    return out
