# mistake: 214
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: the new dimension is last: [3, H, W, 1]
def to_batch(image):
    return image.unsqueeze(-1)
