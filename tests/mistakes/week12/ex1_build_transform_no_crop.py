# mistake: 208
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: Resize(256) without CenterCrop
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
