# mistake: -
# function: ex1_preprocess.to_batch
# caught: ?
# what: flattens the picture to one row
def to_batch(image):
    return image.view(1, -1)
