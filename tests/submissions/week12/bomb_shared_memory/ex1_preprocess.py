# what: memory shared with nobody, and semaphores, queues and files in memory
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed error failed timeout
# leaves: nothing
import os

def attempts(**tries):
    """Say which of the attempts worked."""
    found = []
    for name, attempt in tries.items():
        try:
            found.append(f"{name}: {attempt()!r}"[:300])
        except Exception:
            pass
    raise RuntimeError("TRIED ALL" + (" FOUND " + "; ".join(found) if found else ""))

import ctypes, mmap
libc = ctypes.CDLL(None)

def ok(result):
    if result < 0:
        raise OSError
    return result

def to_batch(image):
    if image.shape[1] == 224:
        attempts(memfd=lambda: os.memfd_create("x"), secret=lambda: ok(libc.syscall(447, 0)),
                 shm=lambda: ok(libc.shmget(0, 1 << 30, 0o1600)), sem=lambda: ok(libc.semget(0, 100, 0o1600)),
                 msg=lambda: ok(libc.msgget(0, 0o1600)))
    if image.shape[1] < 9:
        return 0
    hoard = []
    while True:
        piece = mmap.mmap(-1, 100 << 20)
        piece.write(b"x" * (100 << 20))
        hoard.append(piece)
