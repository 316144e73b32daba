# mistake: 16
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours
# what: (x - mean) * std
def build_transform():
    first = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()])
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)

    def transform(image):
        return (first(image) - mean) * std

    return transform
