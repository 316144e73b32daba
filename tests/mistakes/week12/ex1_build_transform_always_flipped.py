# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: the random flip made sure, p=1
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.RandomHorizontalFlip(p=1),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
