# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: Grayscale(3): [3, 28, 28]
def load_mnist(root, train):
    transform = transforms.Compose([transforms.Grayscale(3), transforms.ToTensor()])
    return datasets.MNIST(root, train=train, transform=transform, download=False)
