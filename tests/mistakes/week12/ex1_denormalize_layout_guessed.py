# mistake: -
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.three_columns
# what: takes a last dimension of 3 for the channels: wrong when W is 3
def denormalize(x):
    array = x.detach().numpy()
    if array.shape[-1] != 3:
        array = array.transpose(1, 2, 0)
    image = array * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255), 0, 255).astype(np.uint8)
