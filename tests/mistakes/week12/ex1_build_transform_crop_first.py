# mistake: 208
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: CenterCrop before Resize: the shape is 256, not 224
def build_transform():
    return transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.Resize(256),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
