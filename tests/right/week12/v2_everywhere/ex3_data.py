import torch
from torch.utils.data import DataLoader, default_collate
from torchvision import datasets, tv_tensors
from torchvision.transforms import v2
from torchvision.utils import make_grid

to_float = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])


def load_mnist(root, train):
    return datasets.MNIST(root, train=train, transform=to_float)


def load_cifar10(root, train):
    return datasets.wrap_dataset_for_transforms_v2(datasets.CIFAR10(root, train=train, transform=to_float))


def make_loader(dataset, batch_size, train, num_workers=0):
    generator = torch.Generator()
    generator.seed()
    return DataLoader(
        dataset=dataset,
        batch_size=batch_size,
        shuffle=True if train else None,
        num_workers=num_workers,
        drop_last=False,
        collate_fn=default_collate,
        generator=generator,
    )


def channel_stats(dataset):
    pixels = [v2.functional.to_dtype(dataset[i][0], torch.float64).flatten(1) for i in range(len(dataset))]
    pixels = torch.cat(pixels, dim=1).as_subclass(torch.Tensor)  # [C, all pixels]
    return pixels.mean(1).tolist(), pixels.std(1, unbiased=False).tolist()


def image_grid(images, nrow=8):
    if not isinstance(images, torch.Tensor):
        images = torch.stack(list(images))
    n, c, h, w = images.shape
    if c == 1:
        images = images.expand(n, 3, h, w)
    if n == 1:
        return tv_tensors.Image(images[0])
    columns = min(n, nrow)
    images = v2.functional.pad(images, [2, 2, 0, 0])  # left and above every image
    images = torch.cat([images, images.new_zeros(-n % columns, 3, h + 2, w + 2)])
    rows = [torch.cat(list(row), dim=-1) for row in images.split(columns)]
    return v2.Pad([0, 0, 2, 2])(tv_tensors.Image(torch.cat(rows, dim=-2)))
