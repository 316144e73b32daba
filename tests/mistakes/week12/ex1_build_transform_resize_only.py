# mistake: 19
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: Resize(224) without a crop
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
