# mistake: 206
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: mean and std in BGR order
def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize([0.406, 0.456, 0.485], [0.225, 0.224, 0.229]),
        ]
    )
