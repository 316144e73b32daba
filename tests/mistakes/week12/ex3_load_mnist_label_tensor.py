# mistake: 333
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: TensorDataset: the label is a tensor, not an int
def load_mnist(root, train):
    raw = datasets.MNIST(root, train=train, download=False)
    return torch.utils.data.TensorDataset(raw.data.unsqueeze(1) / 255.0, raw.targets)
