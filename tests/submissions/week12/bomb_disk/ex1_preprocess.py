# what: fills every disk that it can write to
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: failed
# leaves: nothing
import os

def to_batch(image):
    total = 0
    for place in (".", "/tmp", "/dev/shm"):
        try:
            for i in range(1000):
                with open(f"{place}/{i}", "wb") as file:
                    total += file.write(bytes(8 << 20))
        except OSError:
            pass
    if total > (200 << 20):
        raise RuntimeError("FOUND room for more")
    return total
