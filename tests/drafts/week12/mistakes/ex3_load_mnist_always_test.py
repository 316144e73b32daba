# mistake: 32
# function: ex3_data.load_mnist
# caught: ?
# what: always the test part
def load_mnist(root, train):
    return datasets.MNIST(root, train=False, transform=transforms.ToTensor(), download=False)
