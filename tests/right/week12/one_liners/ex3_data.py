from functools import partial
import torch
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR10, MNIST
from torchvision.transforms import ToTensor
from torchvision.utils import make_grid as image_grid
load_mnist, load_cifar10 = (partial(D, transform=ToTensor()) for D in (MNIST, CIFAR10))
make_loader = lambda dataset, batch_size, train, num_workers=0: DataLoader(dataset, batch_size, train, num_workers=num_workers)
channel_stats = lambda dataset: tuple(s.tolist() for s in reversed(torch.std_mean(torch.cat([dataset[i][0].flatten(1) for i in range(len(dataset))], 1).double(), 1, correction=0)))
