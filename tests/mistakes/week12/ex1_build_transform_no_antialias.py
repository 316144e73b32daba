# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: resizes the tensor without antialiasing
def build_transform():
    return transforms.Compose(
        [
            transforms.ToTensor(),
            transforms.Resize(256, antialias=False),
            transforms.CenterCrop(224),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
