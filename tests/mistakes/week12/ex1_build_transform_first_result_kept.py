# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours, ex1_preprocess.build_transform.framing
# what: keeps the first result and gives it for every picture
def build_transform():
    steps = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
    results = []

    def transform(image):
        if not results:
            results.append(steps(image))
        return results[0]

    return transform
