# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: divides by 255 again after ToTensor
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Lambda(lambda x: x / 255),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
