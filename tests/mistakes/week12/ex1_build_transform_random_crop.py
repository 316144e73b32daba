# mistake: 21
# function: ex1_preprocess.build_transform
# caught: ?
# what: the random crop and flip of training
def build_transform():
    return transforms.Compose(
        [
            transforms.RandomResizedCrop(224),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
