# mistake: 29
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: ToTensor without parentheses: the class, not an object
def load_mnist(root, train):
    return datasets.MNIST(root, train=train, transform=transforms.ToTensor, download=False)
