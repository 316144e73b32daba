# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: divides by 256, so that white is not 1
def load_cifar10(root, train):
    transform = transforms.Compose([transforms.PILToTensor(), transforms.Lambda(lambda x: x.float() / 256)])
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)
