# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: HWC turned into CHW by reshape, not permute: the pixels are scrambled
def load_cifar10(root, train):
    import numpy as np

    def to_tensor(image):
        return torch.from_numpy(np.array(image)).float().reshape(3, 32, 32) / 255

    return datasets.CIFAR10(root, train=train, transform=to_tensor, download=False)
