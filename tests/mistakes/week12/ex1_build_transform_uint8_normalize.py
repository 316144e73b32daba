# mistake: 24
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours, ex1_preprocess.build_transform.framing
# what: pil_to_tensor without conversion to float, then Normalize
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.PILToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
