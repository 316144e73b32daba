# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.any_folder
# what: glues text to root: fails for a Path
def load_mnist(root, train):
    return datasets.MNIST(root + "/", train=train, transform=transforms.ToTensor())
