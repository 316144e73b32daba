# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: FashionMNIST: other pictures, other folder
def load_mnist(root, train):
    return datasets.FashionMNIST(root, train=train, transform=transforms.ToTensor(), download=False)
