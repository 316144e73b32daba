# what: an exception whose text never ends
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: timeout
# leaves: nothing
import time

class Slow(Exception):
    def __str__(self):
        time.sleep(600)

def to_batch(image):
    if image.shape[1] == 224:
        raise Slow
    return image[None]
