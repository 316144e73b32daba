# mistake: 333
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: the label is the name, not the number
def load_cifar10(root, train):
    dataset = datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=False)
    dataset.target_transform = lambda i: dataset.classes[i]
    return dataset
