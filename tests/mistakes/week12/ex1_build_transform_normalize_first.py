# mistake: 11
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours, ex1_preprocess.build_transform.framing
# what: Normalize before ToTensor
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
            transforms.ToTensor(),
        ]
    )
