# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.picture_unchanged
# what: blackens the picture after it was read
def build_transform():
    steps = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def apply(image):
        x = steps(image)
        image.paste((0, 0, 0), (0, 0, image.width, image.height))
        return x

    return apply
