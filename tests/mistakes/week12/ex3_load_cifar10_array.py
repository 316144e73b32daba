# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: items hold NumPy arrays
def load_cifar10(root, train):
    import numpy as np

    def to_array(image):
        return np.asarray(image, dtype=np.float32).transpose(2, 0, 1) / 255

    return datasets.CIFAR10(root, train=train, transform=to_array, download=False)
