# what: a frame that promises four gigabytes
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import os, struct

def to_batch(image):
    os.write(200, struct.pack("<II", 2**32 - 1, 2**32 - 1))
    os._exit(0)
