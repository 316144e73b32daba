# mistake: 21
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing, ex1_preprocess.build_transform.same_every_time
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
