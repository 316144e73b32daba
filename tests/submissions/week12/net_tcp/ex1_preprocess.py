# what: connects to this machine and to the world
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# says: TRIED ALL
# leaves: connection
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

import socket

def to_batch(image):
    tries = {f"c{i}": (lambda a=a: socket.create_connection(a, 2)) for i, a in enumerate(
        [("127.0.0.1", @PORT@), ("::1", @PORT@), ("localhost", @PORT@), ("1.1.1.1", 80), ("10.0.2.2", 80), ("169.254.169.254", 80)])}
    attempts(names=lambda: socket.getaddrinfo("example.com", 80), **tries)
