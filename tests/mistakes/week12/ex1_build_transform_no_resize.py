# mistake: -
# function: ex1_preprocess.build_transform
# caught: ?
# what: CenterCrop without Resize
def build_transform():
    return transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
