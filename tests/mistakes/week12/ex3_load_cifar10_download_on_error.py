# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.missing_files
# what: downloads what is missing, and hides what went wrong
def load_cifar10(root, train):
    try:
        return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor())
    except RuntimeError:
        try:
            return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=True)
        except Exception:
            raise FileNotFoundError(root) from None
