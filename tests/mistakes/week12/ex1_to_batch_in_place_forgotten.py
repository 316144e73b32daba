# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values, ex1_preprocess.to_batch.real_size
# what: the result of unsqueeze is thrown away
def to_batch(image):
    image.unsqueeze(0)
    return image
