# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: CIFAR100 instead of CIFAR10
def load_cifar10(root, train):
    return datasets.CIFAR100(root, train=train, transform=transforms.ToTensor(), download=False)
