# mistake: 332
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: PILToTensor: uint8 in 0..255
def load_cifar10(root, train):
    return datasets.CIFAR10(root, train=train, transform=transforms.PILToTensor(), download=False)
