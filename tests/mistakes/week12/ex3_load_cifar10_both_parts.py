# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: training and test part joined
def load_cifar10(root, train):
    a = datasets.CIFAR10(root, train=True, transform=transforms.ToTensor())
    b = datasets.CIFAR10(root, train=False, transform=transforms.ToTensor())
    return a + b
