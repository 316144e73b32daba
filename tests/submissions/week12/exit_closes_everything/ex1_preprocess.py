# what: closes every descriptor
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import os

def to_batch(image):
    os.closerange(0, 1024)
    return image[None]
