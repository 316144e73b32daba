# mistake: 216
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.round_trip
# what: floats in 0..1, as imshow also takes them
def denormalize(x):
    image = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(image, 0, 1)
