# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: items without the label
class ImagesOnly(Dataset):
    def __init__(self, dataset):
        self.dataset = dataset

    def __len__(self):
        return len(self.dataset)

    def __getitem__(self, i):
        return self.dataset[i][0]


def load_cifar10(root, train):
    return ImagesOnly(datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=False))
