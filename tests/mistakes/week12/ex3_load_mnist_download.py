# mistake: 334
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.missing_files
# what: download=True: tries to fetch what is missing
def load_mnist(root, train):
    return datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=True)
