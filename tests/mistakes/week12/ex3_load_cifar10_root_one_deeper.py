# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: gives the inner folder, which torchvision adds on its own
def load_cifar10(root, train):
    folder = Path(root) / "cifar-10-batches-py"
    return datasets.CIFAR10(folder, train=train, transform=transforms.ToTensor(), download=False)
