# mistake: 32
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: the other part: not train
def load_cifar10(root, train):
    return datasets.CIFAR10(root, train=not train, transform=transforms.ToTensor())
