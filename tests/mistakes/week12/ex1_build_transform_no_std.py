# mistake: 207
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: subtracts the mean but does not divide by the standard deviation
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, [1.0, 1.0, 1.0]),
        ]
    )
