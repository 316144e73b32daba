# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: a random crop in training: an item is not the picture of the data set
def load_mnist(root, train):
    steps = [transforms.ToTensor()]
    if train:
        steps.insert(0, transforms.RandomCrop(28, padding=4))
    return datasets.MNIST(root, train=train, transform=transforms.Compose(steps), download=False)
