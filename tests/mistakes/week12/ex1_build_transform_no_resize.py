# mistake: 212
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: CenterCrop without Resize
def build_transform():
    return transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
