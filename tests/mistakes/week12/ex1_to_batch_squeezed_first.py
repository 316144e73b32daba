# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: squeezes before it unsqueezes, which takes every dimension of size 1 away


def to_batch(image):
    return image.squeeze().unsqueeze(0)
