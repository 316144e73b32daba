# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: one mean and one standard deviation for all channels
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize([0.449], [0.226]),
        ]
    )
