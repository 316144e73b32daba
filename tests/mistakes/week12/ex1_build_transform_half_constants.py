# mistake: 15
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: Normalize with 0.5 as on MNIST and CIFAR-10
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
        ]
    )
