# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: CenterCrop(256) before Resize(224): right shape, wrong part of the picture
def build_transform():
    return transforms.Compose(
        [
            transforms.CenterCrop(256),
            transforms.Resize(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
