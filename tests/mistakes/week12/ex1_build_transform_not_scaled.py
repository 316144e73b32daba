# mistake: 13
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: values 0..255 go into Normalize
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.PILToTensor(),
            transforms.Lambda(lambda x: x.float()),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
