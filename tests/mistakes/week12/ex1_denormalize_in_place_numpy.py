# mistake: 18
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.tensor_unchanged
# what: .numpy() shares memory with the tensor, and the array is changed in place
def denormalize(x):
    pixels = x.numpy().transpose(1, 2, 0)
    pixels *= np.array(IMAGENET_STD, dtype=np.float32)
    pixels += np.array(IMAGENET_MEAN, dtype=np.float32)
    return np.clip(np.rint(pixels * 255), 0, 255).astype(np.uint8)
