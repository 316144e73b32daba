# mistake: 32
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: the other part: not train
def load_mnist(root, train):
    return datasets.MNIST(root, train=not train, transform=transforms.ToTensor())
