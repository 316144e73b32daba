# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: always ./data
def load_cifar10(root, train):
    return datasets.CIFAR10("./data", train=train, transform=transforms.ToTensor(), download=False)
