# what: the right shape and type, every value NaN or infinite
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: failed
# leaves: nothing
def to_batch(image):
    return image[None] * float("nan")
