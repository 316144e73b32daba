# mistake: -
# function: ex1_preprocess.to_batch
# caught: ?
# what: a list of one image instead of a tensor
def to_batch(image):
    return [image]
