# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: blue and red swapped
def load_cifar10(root, train):
    transform = transforms.Compose([transforms.ToTensor(), transforms.Lambda(lambda x: x[[2, 1, 0]])])
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)
