# mistake: -
# function: ex1_preprocess.to_batch
# caught: ?
# what: the image is in the batch twice
def to_batch(image):
    return torch.stack([image, image])
