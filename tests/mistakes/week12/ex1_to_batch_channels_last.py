# mistake: -
# function: ex1_preprocess.to_batch
# caught: ?
# what: NHWC, as TensorFlow wants it
def to_batch(image):
    return image.permute(1, 2, 0).unsqueeze(0)
