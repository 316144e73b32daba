# mistake: 32
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: always the test part
def load_mnist(root, train):
    return datasets.MNIST(root, train=False, transform=transforms.ToTensor(), download=False)
