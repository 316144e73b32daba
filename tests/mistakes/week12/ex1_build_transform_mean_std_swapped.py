# mistake: 14
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: mean and std swapped
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_STD, IMAGENET_MEAN),
        ]
    )
