# mistake: -
# function: ex3_data.load_cifar10
# caught: ?
# what: the label is the name, not the number
def load_cifar10(root, train):
    dataset = datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=False)
    dataset.target_transform = lambda i: dataset.classes[i]
    return dataset
