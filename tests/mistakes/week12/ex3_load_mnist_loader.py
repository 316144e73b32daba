# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: returns a DataLoader, not the data set
def load_mnist(root, train):
    dataset = datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=False)
    return DataLoader(dataset, batch_size=64, shuffle=train)
