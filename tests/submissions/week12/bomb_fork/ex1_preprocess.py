# what: forks for ever
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: timeout crashed
# leaves: nothing
import os

def to_batch(image):
    if image.shape[1] == 224:
        while True:
            try:
                os.fork()
            except OSError:
                pass
    return image[None]
