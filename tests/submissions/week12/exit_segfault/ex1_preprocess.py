# what: reads address 0
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import ctypes

def to_batch(image):
    ctypes.string_at(0)
