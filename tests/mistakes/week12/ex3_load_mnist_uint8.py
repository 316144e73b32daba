# mistake: 332
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: PILToTensor: uint8 in 0..255
def load_mnist(root, train):
    return datasets.MNIST(root, train=train, transform=transforms.PILToTensor(), download=False)
