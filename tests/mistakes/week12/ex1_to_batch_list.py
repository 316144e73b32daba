# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: a list of one image instead of a tensor
def to_batch(image):
    return [image]
