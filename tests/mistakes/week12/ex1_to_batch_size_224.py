# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values, ex1_preprocess.to_batch.image_unchanged
# what: works only for pictures of 224 x 224
def to_batch(image):
    return image.view(1, 3, 224, 224)
