# what: blocks in a system call while a child has its memory
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: timeout
# leaves: nothing
import ctypes, os, time

def to_batch(image):
    if image.shape[1] == 224:
        read, write = os.pipe()
        os.read(read, 1)
    return image[None]
