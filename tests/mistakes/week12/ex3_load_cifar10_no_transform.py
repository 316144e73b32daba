# mistake: 28
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: no transform: the items are PIL images
def load_cifar10(root, train):
    return datasets.CIFAR10(root, train=train, download=False)
