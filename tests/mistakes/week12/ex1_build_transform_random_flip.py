# mistake: 21
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.same_every_time
# what: right but for a random flip left in
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
