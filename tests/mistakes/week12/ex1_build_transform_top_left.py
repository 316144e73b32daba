# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: cuts out the top left corner
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.Lambda(lambda image: image.crop((0, 0, 224, 224))),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
