# mistake: 213
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: Resize((256, 256)) squeezes, then CenterCrop(224)
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize((256, 256)),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
