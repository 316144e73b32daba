# mistake: 20
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing, ex1_preprocess.build_transform.values
# what: Resize((224, 224)) squeezes a picture that is not square
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize((224, 224)),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
