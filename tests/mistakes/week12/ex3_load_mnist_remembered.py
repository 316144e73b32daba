# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.any_folder, ex3_data.load_mnist.missing_files
# what: read once and remembered, whatever the root
REMEMBERED = {}


def load_mnist(root, train):
    if train not in REMEMBERED:
        REMEMBERED[train] = datasets.MNIST(root, train=train, transform=transforms.ToTensor())
    return REMEMBERED[train]
