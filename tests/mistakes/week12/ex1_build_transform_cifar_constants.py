# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: mean and std of CIFAR-10
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize([0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]),
        ]
    )
