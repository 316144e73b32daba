# what: one file larger than a disk
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# leaves: nothing
import os, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

def to_batch(image):
    with open("big", "wb") as file:
        os.truncate(file.fileno(), 1 << 40)
