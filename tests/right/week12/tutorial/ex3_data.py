# Training a classifier, the data part
import torch
import torchvision
import torchvision.transforms as transforms

torch.manual_seed(17)
transform = transforms.Compose([transforms.ToTensor()])
classes = ("plane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")


def image_grid(images: "torch.Tensor | list", nrow: int = 8) -> torch.Tensor:
    if not torch.is_tensor(images):
        images = torch.stack(images)
    return torchvision.utils.make_grid(images, nrow, 2)


def channel_stats(dataset):
    # two passes: first the mean, then the deviation from it; batches of one, the sizes may differ
    loader = torch.utils.data.DataLoader(dataset, batch_size=1, shuffle=False)
    n_pixels = 0
    psum = 0.0
    for images, _ in loader:
        psum = psum + images.to(torch.float64).sum(axis=[0, 2, 3])
        n_pixels += images.size(2) * images.size(3)
    mean = psum / n_pixels
    deviation = 0.0
    for images, _ in loader:
        deviation = deviation + ((images - mean[None, :, None, None]) ** 2).sum(axis=[0, 2, 3])
    std = torch.sqrt(deviation / n_pixels)
    print("mean:", mean, "std:", std)
    return [m.item() for m in mean], [s.item() for s in std]


def make_loader(dataset, batch_size, train, num_workers=0):
    kwargs = {"num_workers": num_workers}
    if num_workers > 0:
        kwargs["persistent_workers"] = True
    if train:
        g = torch.Generator()
        g.manual_seed(0)  # reproducible, but it goes on from epoch to epoch
        kwargs.update(shuffle=True, generator=g)
    return torch.utils.data.DataLoader(dataset, batch_size, **kwargs)


def load_cifar10(root, train):
    trainset = torchvision.datasets.CIFAR10(root=root, train=True, download=False, transform=transform)
    testset = torchvision.datasets.CIFAR10(root=root, train=False, download=False, transform=transform)
    return trainset if train else testset


def load_mnist(root, train):
    image_datasets = {
        x: torchvision.datasets.MNIST(
            root=root, train=(x == "train"), download=False, transform=transform, target_transform=int
        )
        for x in ["train", "test"]
    }
    dataset_sizes = {x: len(image_datasets[x]) for x in ["train", "test"]}
    print(dataset_sizes)
    return image_datasets["train" if train else "test"]
