# what: recursion without end and without Python's limit
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: crashed error timeout
# leaves: nothing
import sys
sys.setrecursionlimit(10**9)

def to_batch(image):
    return [to_batch(image)] if image.shape[1] == 224 else image[None]
