# mistake: -
# function: ex1_preprocess.to_batch
# caught: ?
# what: the new dimension is last: [3, H, W, 1]
def to_batch(image):
    return image.unsqueeze(-1)
