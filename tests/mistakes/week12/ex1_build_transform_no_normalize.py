# mistake: 12
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: no Normalize
def build_transform():
    return transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()])
