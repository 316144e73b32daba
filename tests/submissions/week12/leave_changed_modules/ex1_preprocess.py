# what: changes the installed modules, their bytecode and the data for those who come after
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

import shutil

def to_batch(image):
    def append(path):
        with open(path, "ab") as file:
            file.write(b"#")
    cached = torch.__cached__
    attempts(source=lambda: append(torch.__file__), bytecode=lambda: append(cached), gone=lambda: os.unlink(cached),
             moved=lambda: os.rename(cached, cached + ".x"), mode=lambda: os.chmod(torch.__file__, 0o777),
             time=lambda: os.utime(torch.__file__), data=lambda: append("@ROOT@/datasets/imagenet_class_index.json"),
             owner=lambda: os.chown(torch.__file__, os.getuid(), os.getgid()), link=lambda: os.symlink("/", "/usr/@MARK@"))
