# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: the width becomes 256, whichever side is shorter
def build_transform():
    rest = transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def transform(image):
        height = round(image.height * 256 / image.width)
        return rest(image.resize((256, height), Image.Resampling.BILINEAR))

    return transform
