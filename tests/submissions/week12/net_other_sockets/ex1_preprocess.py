# what: UDP, raw, netlink, packet, vsock and kernel crypto sockets
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
    kinds = [(2, 2), (2, 3), (10, 1), (10, 2), (16, 3), (17, 3), (38, 5), (40, 1), (31, 3)]
    tries = {f"s{family}_{kind}": (lambda f=family, k=kind: socket.socket(f, k)) for family, kind in kinds}
    attempts(pair=lambda: socket.socketpair(2), **tries)
