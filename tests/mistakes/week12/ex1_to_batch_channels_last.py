# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: NHWC, as TensorFlow wants it
def to_batch(image):
    return image.permute(1, 2, 0).unsqueeze(0)
