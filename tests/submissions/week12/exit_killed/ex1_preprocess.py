# what: kills itself, as the kernel does when memory is short
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import os

def to_batch(image):
    os.kill(os.getpid(), 9)
