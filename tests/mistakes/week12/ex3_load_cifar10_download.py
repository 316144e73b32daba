# mistake: 334
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.missing_files
# what: download=True: tries to fetch what is missing
def load_cifar10(root, train):
    return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=True)
