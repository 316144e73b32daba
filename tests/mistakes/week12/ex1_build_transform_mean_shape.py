# mistake: 17
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.colours, ex1_preprocess.build_transform.framing
# what: mean and std of shape [3] do not broadcast over [3, H, W]
def build_transform():
    first = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()])
    mean = torch.tensor(IMAGENET_MEAN)
    std = torch.tensor(IMAGENET_STD)

    def transform(image):
        return (first(image) - mean) / std

    return transform
