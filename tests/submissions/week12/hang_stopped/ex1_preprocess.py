# what: stops itself, so that nobody can end it politely
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: timeout crashed
# leaves: nothing
import os, signal

def to_batch(image):
    if image.shape[1] == 224:
        os.kill(os.getpid(), signal.SIGSTOP)
    return image[None]
