# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: flattens the picture to one row
def to_batch(image):
    return image.view(1, -1)
