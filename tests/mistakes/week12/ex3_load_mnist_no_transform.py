# mistake: 28
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: no transform: the items are PIL images
def load_mnist(root, train):
    return datasets.MNIST(root, train=train, download=False)
