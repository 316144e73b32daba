# what: looks at other processes through /proc
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
    pids = [int(p) for p in os.listdir("/proc") if p.isdigit()]
    own = {os.getpid(), os.getppid()}
    tries = {f"{what}{pid}": (lambda p=f"/proc/{pid}/{what}": open(p, "rb").read(64) or 1 / 0)
             for pid in pids if pid not in own for what in ("environ", "mem", "maps", "auxv", "cmdline")}
    tries = {name: attempt for name, attempt in tries.items() if not name.startswith("cmdline1")}  # pid 1 shows Python's
    tries |= {f"fd{pid}": (lambda p=pid: os.listdir(f"/proc/{p}/fd")[0]) for pid in pids if pid != os.getpid()}
    tries["root"] = lambda: os.listdir("/proc/1/root")
    tries["mem"] = lambda: open("/proc/1/mem", "r+b")
    tries["kcore"] = lambda: open("/proc/kcore", "rb").read(1)
    tries["processes"] = lambda: {True: pids}[len(pids) > 2]
    tries["examiner"] = lambda: {True: "is here"}[@PID@ in pids and @PID@ > 20]
    attempts(**tries)
