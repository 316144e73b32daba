# mistake: 24
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: pil_to_tensor without conversion to float, so Normalize was left out
def build_transform():
    return transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.PILToTensor()])
