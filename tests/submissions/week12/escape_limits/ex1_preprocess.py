# what: raises its limits and becomes someone else
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

import ctypes, resource

def to_batch(image):
    tries = {n: (lambda n=n: resource.setrlimit(getattr(resource, n), (-1, -1)))
             for n in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_NPROC", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE")}
    tries |= {f"uid{u}": (lambda u=u: os.setuid(u)) for u in (0, 1, 1000, 65534) if u != os.getuid()}
    tries |= {"gid": lambda: os.setgid(0), "groups": lambda: os.setgroups([0])} if os.getgid() else {}
    def caps():
        lines = [line for line in open("/proc/self/status") if line.startswith(("CapEff", "CapPrm", "CapBnd", "CapAmb"))]
        return [line for line in lines if int(line.split()[1], 16)][0]
    def privileges():
        return {0: "new privileges allowed"}[ctypes.CDLL(None).prctl(39, 0, 0, 0, 0)]
    def filtered():
        return [line for line in open("/proc/self/status") if line.startswith("Seccomp:") and line.split()[1] != "2"][0]
    attempts(caps=caps, privileges=privileges, filtered=filtered, root=lambda: {0: "root"}[os.getuid()], **tries)
