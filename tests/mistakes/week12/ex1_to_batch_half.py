# mistake: -
# function: ex1_preprocess.to_batch
# caught: ex1_preprocess.to_batch.values
# what: float16, to save memory
def to_batch(image):
    return image.unsqueeze(0).half()
