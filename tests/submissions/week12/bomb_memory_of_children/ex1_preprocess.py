# what: children, started by a thread, each far within the limit
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: crashed timeout
# says: memory
# leaves: nothing
import os, threading, time

def hoard():
    for _ in range(20):
        if os.fork() == 0:
            x = bytearray(100 << 20)
            x[::4096] = b"x" * len(x[::4096])
            time.sleep(60)

def to_batch(image):
    if image.shape[1] != 224:
        return image[None]
    threading.Thread(target=hoard).start()
    time.sleep(60)
