# mistake: 215
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.image_unchanged
# what: unsqueeze_ changes the caller's tensor
def to_batch(image):
    image.unsqueeze_(0)
    return image
