# mistake: 333
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: the label is a one-hot vector
def load_mnist(root, train):
    def one_hot(digit):
        return torch.eye(10)[digit]

    return datasets.MNIST(root, train=train, transform=transforms.ToTensor(), target_transform=one_hot)
