# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: the longer side becomes 256: CenterCrop pads with black
def build_transform():
    rest = transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def transform(image):
        scale = 256 / max(image.size)
        width, height = round(image.width * scale), round(image.height * scale)
        return rest(image.resize((width, height), Image.Resampling.BILINEAR))

    return transform
