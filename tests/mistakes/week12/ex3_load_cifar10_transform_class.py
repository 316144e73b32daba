# mistake: 29
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: ToTensor without parentheses: the class, not an object
def load_cifar10(root, train):
    return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor, download=False)
