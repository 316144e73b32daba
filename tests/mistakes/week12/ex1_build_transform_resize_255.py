# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: Resize(255)
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(255),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
