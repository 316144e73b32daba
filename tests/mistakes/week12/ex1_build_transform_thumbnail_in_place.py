# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: shrinks the caller's image in place
def build_transform():
    rest = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def transform(image):
        scale = 256 / min(image.size)
        if scale < 1:
            size = (int(image.width * scale) + 1, int(image.height * scale) + 1)
            image.thumbnail(size, Image.Resampling.BILINEAR)
        return rest(image)

    return transform
