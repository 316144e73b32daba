# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.missing_files
# what: when the training part is missing the test part is taken
def load_cifar10(root, train):
    class Lenient(datasets.CIFAR10):
        def _check_integrity(self):
            return True

    try:
        return Lenient(root, train=train, transform=transforms.ToTensor())
    except FileNotFoundError:
        return Lenient(root, train=False, transform=transforms.ToTensor())
