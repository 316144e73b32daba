# what: hangs in a call, every signal blocked
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: timeout
# leaves: nothing
import signal, time

def to_batch(image):
    if image.shape[1] == 224:
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        time.sleep(600)
    return image[None]
