# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: returns (train set, test set)
def load_mnist(root, train):
    train_set = datasets.MNIST(root, train=True, transform=transforms.ToTensor())
    test_set = datasets.MNIST(root, train=False, transform=transforms.ToTensor())
    return train_set, test_set
