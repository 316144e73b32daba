# mistake: 3
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values, ex1_preprocess.to_batch.real_size
# what: returns the image as it is
def to_batch(image):
    return image
