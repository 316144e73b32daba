# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values, ex1_preprocess.to_batch.image_unchanged
# what: reshape with height and width exchanged
def to_batch(image):
    channels, width, height = image.shape
    return image.reshape(1, channels, height, width)
