# what: prints without end, past Python and through it
# base: solution
# expect: full
# leaves: nothing
import os, sys, time

def to_batch(image):
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        os.write(1, b"\x1b[2J\x07" * 10_000)
        print("x" * 100_000, file=sys.stderr)
    return image[None]
