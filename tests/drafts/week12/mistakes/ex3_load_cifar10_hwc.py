# mistake: -
# function: ex3_data.load_cifar10
# caught: ?
# what: the channel last
def load_cifar10(root, train):
    import numpy as np

    def to_tensor(image):
        return torch.from_numpy(np.array(image)).float() / 255

    return datasets.CIFAR10(root, train=train, transform=to_tensor, download=False)
