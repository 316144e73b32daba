# mistake: -
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: a fifth of the training part is put aside
def load_cifar10(root, train):
    dataset = datasets.CIFAR10(root, train=train, transform=transforms.ToTensor(), download=False)
    if train:
        keep = int(0.8 * len(dataset))
        dataset, _ = torch.utils.data.random_split(dataset, [keep, len(dataset) - keep])
    return dataset
