# mistake: -
# function: ex1_preprocess.build_transform
# caught: ex1_preprocess.build_transform.framing
# what: NumPy by hand, height and width exchanged
def build_transform():
    def transform(image):
        image = transforms.CenterCrop(224)(transforms.Resize(256)(image))
        x = (np.array(image) / 255 - np.array(IMAGENET_MEAN)) / np.array(IMAGENET_STD)
        return torch.from_numpy(x.T.copy()).float()

    return transform
