# mistake: 32
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.test
# what: always the training part
def load_mnist(root, train):
    return datasets.MNIST(root, train=True, transform=transforms.ToTensor(), download=False)
