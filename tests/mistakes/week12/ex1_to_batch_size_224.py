# mistake: -
# function: ex1_preprocess.to_batch
# caught: ?
# what: works only for pictures of 224 x 224
def to_batch(image):
    return image.view(1, 3, 224, 224)
