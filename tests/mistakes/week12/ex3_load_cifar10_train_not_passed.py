# mistake: 32
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.test
# what: train is not passed on; torchvision's default is the training part
def load_cifar10(root, train):
    return datasets.CIFAR10(root, transform=transforms.ToTensor())
