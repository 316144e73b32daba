# what: files in every place that might be the machine's
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# says: TRIED ALL
# leaves: file @CANARY@/planted-@MARK@, file /var/tmp/planted-@MARK@, file @ROOT@/planted-@MARK@, file @ROOT@/datasets/planted-@MARK@
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
    import numpy, sys
    def plant(folder):
        with open(os.path.join(folder, "planted-@MARK@"), "w") as file:
            file.write("x")
    places = ["@CANARY@", "@ROOT@", "/usr", "/usr/lib", "/etc", "/var/tmp", "/root", "/home", "/dev", "/proc/self", "/sys", "/", "/opt",
              os.path.dirname(torch.__file__), os.path.dirname(numpy.__file__), sys.prefix, "@ROOT@/grader", "@ROOT@/datasets"]
    attempts(**{f"p{i}": (lambda p=p: plant(p)) for i, p in enumerate(places)})
