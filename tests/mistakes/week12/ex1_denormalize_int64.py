# mistake: -
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.round_trip
# what: dtype int64 instead of uint8
def denormalize(x):
    image = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255), 0, 255).astype(int)
