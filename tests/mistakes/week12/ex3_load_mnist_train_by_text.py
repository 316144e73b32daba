# mistake: 32
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: compares train with "train": always the test part
def load_mnist(root, train):
    return datasets.MNIST(root, train=(train == "train"), transform=transforms.ToTensor(), download=False)
