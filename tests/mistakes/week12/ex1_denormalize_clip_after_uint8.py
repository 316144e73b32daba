# mistake: -
# function: ex1_preprocess.denormalize
# caught: ex1_preprocess.denormalize.clipped
# what: clips after uint8, when it is too late
def denormalize(x):
    image = x.detach().numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255).astype(np.int64).astype(np.uint8), 0, 255)
