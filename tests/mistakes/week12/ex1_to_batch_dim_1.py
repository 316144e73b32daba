# mistake: 214
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: the new dimension is at place 1: [3, 1, H, W]
def to_batch(image):
    return image.unsqueeze(1)
