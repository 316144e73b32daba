# mistake: -
# function: ex1_preprocess.to_batch
# caught: ?
# what: the result of unsqueeze is thrown away
def to_batch(image):
    image.unsqueeze(0)
    return image
