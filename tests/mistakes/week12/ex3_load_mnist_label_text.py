# mistake: 333
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: the label is the name of the class
def load_mnist(root, train):
    raw = datasets.MNIST(root, train=train, transform=transforms.ToTensor())
    raw.target_transform = lambda digit: raw.classes[digit]
    return raw
