# mistake: 32
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.test
# what: train is not passed on; torchvision's default is the training part
def load_mnist(root, train):
    return datasets.MNIST(root=root, download=False, transform=transforms.ToTensor())
