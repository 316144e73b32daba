# mistake: 333
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: the label is a tensor
def load_cifar10(root, train):
    return datasets.CIFAR10(
        root, train=train, transform=transforms.ToTensor(), target_transform=torch.tensor, download=False
    )
