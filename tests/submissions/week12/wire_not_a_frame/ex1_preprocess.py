# what: noise on the wire
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import os

def to_batch(image):
    os.write(200, os.urandom(4096))
    os._exit(0)
