# mistake: -
# function: ex3_data.load_mnist
# caught: ex3_data.load_mnist.train
# what: training and test part joined
def load_mnist(root, train):
    parts = [datasets.MNIST(root, train=t, transform=transforms.ToTensor()) for t in (True, False)]
    return torch.utils.data.ConcatDataset(parts)
