# mistake: 27
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.clipped
# what: no clip: values outside 0..255 wrap around in uint8
def denormalize(x):
    pixels = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.rint(pixels * 255).astype(np.int64).astype(np.uint8)
