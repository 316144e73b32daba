# mistake: 331
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: with Normalize((0.1307,), (0.3081,)), as in the MNIST example
def load_mnist(root, train):
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    return datasets.MNIST(root, train=train, transform=transform, download=False)
