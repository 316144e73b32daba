# mistake: 332
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: floats in 0..255
def load_mnist(root, train):
    def to_tensor(image):
        return torch.tensor(list(image.getdata()), dtype=torch.float32).view(1, 28, 28)

    return datasets.MNIST(root, train=train, transform=to_tensor, download=False)
