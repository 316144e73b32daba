# what: half a frame, then silence
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: timeout
# leaves: nothing
import os, struct, time

def to_batch(image):
    if image.shape[1] == 224:
        os.write(200, struct.pack("<II", 50, 0) + b"half")
        time.sleep(99)
    return image[None]
