# what: becomes another program
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import os

def to_batch(image):
    os.execv("/bin/true", ["true"])
