# what: starts threads until there are no more
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: failed error crashed timeout
# leaves: nothing
import threading, time

def to_batch(image):
    count = 0
    try:
        while True:
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
            count += 1
    except (RuntimeError, MemoryError):
        return count
