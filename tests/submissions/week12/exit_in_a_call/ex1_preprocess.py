# what: sys.exit(0) in a call
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import sys

def to_batch(image):
    sys.exit(0)
