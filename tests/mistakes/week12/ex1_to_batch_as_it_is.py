# mistake: 3
# function: ex1_preprocess.to_batch
# caught: ?
# what: returns the image as it is
def to_batch(image):
    return image
