# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: a random flip in training
def load_cifar10(root, train):
    if train:
        transform = transforms.Compose([transforms.RandomHorizontalFlip(), transforms.ToTensor()])
    else:
        transform = transforms.ToTensor()
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)
