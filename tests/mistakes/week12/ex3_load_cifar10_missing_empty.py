# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.missing_files
# what: missing files give an empty data set
def load_cifar10(root, train):
    try:
        return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=False)
    except Exception:
        return []
