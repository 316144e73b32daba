# what: looks for other students' files, the results and whatever else lies on the machine
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

import glob

def to_batch(image):
    tries = {f"p{i}": (lambda p=p: os.stat(p)) for i, p in enumerate(["@CANARY@", "@CANARY@/canary.txt", "@CANARY@/neighbour/ex1_preprocess.py"])}
    tries["passwd"] = lambda: open("/etc/passwd").read()
    tries["shadow"] = lambda: open("/etc/shadow").read()
    tries["homes"] = lambda: (os.listdir("/root") + os.listdir("/home"))[0]
    tries["var"] = lambda: os.listdir("/var")[0]
    tries["tmp"] = lambda: [n for n in os.listdir("/tmp") if not "@ROOT@".startswith("/tmp/" + n) and n not in __import__("sys").prefix][0]
    tries["more"] = lambda: (glob.glob("/mnt/*") + glob.glob("/srv/*") + glob.glob("/opt/*") + glob.glob("/run/*"))[0]
    attempts(**tries)
