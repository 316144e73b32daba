# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: the image is in the batch twice
def to_batch(image):
    return torch.stack([image, image])
