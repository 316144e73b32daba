# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: ToTensor, then / 255 again
def load_mnist(root, train):
    transform = transforms.Compose([transforms.ToTensor(), transforms.Lambda(lambda x: x / 255)])
    return datasets.MNIST(root, train=train, transform=transform, download=False)
