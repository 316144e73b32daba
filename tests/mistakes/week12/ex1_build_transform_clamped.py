# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: clamps the normalised values to -1..1
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
            transforms.Lambda(lambda x: x.clamp(-1, 1)),
        ]
    )
