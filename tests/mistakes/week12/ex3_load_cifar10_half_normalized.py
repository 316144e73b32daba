# mistake: 331
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: Normalize(0.5, 0.5) from the CIFAR tutorial: values in -1..1
def load_cifar10(root, train):
    transform = transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
    )
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)
