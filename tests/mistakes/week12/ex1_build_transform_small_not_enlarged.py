# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.small_picture, ex1_preprocess.build_transform.same_every_time
# what: resizes only what is larger than 256
def build_transform():
    steps = transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def transform(image):
        if min(image.size) > 256:
            image = transforms.Resize(256)(image)
        return steps(image)

    return transform
