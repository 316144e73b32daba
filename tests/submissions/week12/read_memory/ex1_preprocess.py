# what: reads the memory of other processes with system calls
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

import ctypes
libc = ctypes.CDLL(None, use_errno=True)

def ok(result):
    if result in (-1, 2**32 - 1, 2**64 - 1):
        raise OSError
    return result

def to_batch(image):
    tries = {}
    for pid in (1, os.getppid(), @PID@, @ZYGOTE@):
        tries[f"attach{pid}"] = lambda p=pid: ok(libc.ptrace(16, p, 0, 0))
        tries[f"seize{pid}"] = lambda p=pid: ok(libc.ptrace(0x4206, p, 0, 0))
        tries[f"read{pid}"] = lambda p=pid: ok(libc.process_vm_readv(p, 0, 0, 0, 0, 0))
        tries[f"write{pid}"] = lambda p=pid: ok(libc.process_vm_writev(p, 0, 0, 0, 0, 0))
        tries[f"getfd{pid}"] = lambda p=pid: ok(libc.syscall(438, ok(libc.syscall(434, p, 0)), 0, 0))
    attempts(**tries)
