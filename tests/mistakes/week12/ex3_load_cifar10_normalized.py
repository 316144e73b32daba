# mistake: 331
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: with CIFAR-10's own Normalize
def load_cifar10(root, train):
    transform = transforms.Compose(
        [
            transforms.ToTensor(),
            transforms.Normalize((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
        ]
    )
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)
