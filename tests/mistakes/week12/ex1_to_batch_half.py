# mistake: -
# function: ex1_preprocess.to_batch
# caught: ?
# what: float16, to save memory
def to_batch(image):
    return image.unsqueeze(0).half()
