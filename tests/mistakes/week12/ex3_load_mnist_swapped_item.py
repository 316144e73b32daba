# mistake: 333
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: items (label, image)
class LabelFirst(Dataset):
    def __init__(self, data):
        self.data = data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        image, digit = self.data[i]
        return digit, image


def load_mnist(root, train):
    return LabelFirst(datasets.MNIST(root, train=train, transform=transforms.ToTensor(), download=False))
