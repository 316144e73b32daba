# mistake: 211
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: Resize(224), then CenterCrop(224): too much of the picture is seen
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(224),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
