# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.missing_files
# what: prints that files are missing, and returns nothing
def load_cifar10(root, train):
    try:
        return datasets.CIFAR10(root, train=train, transform=transforms.ToTensor())
    except RuntimeError as error:
        print(error)
