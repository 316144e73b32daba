# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: only a part, "to be faster"
def load_mnist(root, train):
    dataset = datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=False)
    return torch.utils.data.Subset(dataset, range(len(dataset) // 2))
