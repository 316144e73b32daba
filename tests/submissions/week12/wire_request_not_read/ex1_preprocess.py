# what: takes the next request's place on the wire and reads only half of it
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: timeout
# leaves: nothing
import os, threading, time

def to_batch(image):
    if image.shape[1] == 224:
        threading.Thread(target=lambda: [time.sleep(0.01), os.read(200, 4), time.sleep(99)], daemon=True).start()
        time.sleep(99)
    return image[None]
