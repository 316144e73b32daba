# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: always ./data
def load_mnist(root, train):
    return datasets.MNIST("./data", train=train, transform=transforms.ToTensor(), download=False)
