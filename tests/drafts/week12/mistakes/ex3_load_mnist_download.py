# mistake: -
# function: ex3_data.load_mnist
# caught: ?
# what: download=True: tries to fetch what is missing
def load_mnist(root, train):
    return datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=True)
