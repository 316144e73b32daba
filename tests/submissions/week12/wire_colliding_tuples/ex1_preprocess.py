# what: 50 000 tuples of small numbers with one hash
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import os, struct, sys, msgspec

def number():
    frame = sys._getframe()
    while frame:
        if hasattr(frame.f_locals.get("request"), "number"):
            return frame.f_locals["request"].number
        frame = frame.f_back

def send(message, buffers=b""):
    header = message if isinstance(message, bytes) else msgspec.msgpack.encode(message)
    data = memoryview(struct.pack("<II", len(header), len(buffers)) + header + buffers)
    while data:
        data = data[os.write(200, data):]

def forge(value, buffers=b""):
    send({"value": value, "number": number()}, buffers)
    os._exit(0)

WORD = 2**64

def colliding(count):
    """Pairs of ints with the same hash: the second undoes what the first did to it (Python's tuple hash is xxHash)."""
    back, x, found = pow(14029467366897019727, -1, WORD), 2, []
    while len(found) < count:
        x += 1
        acc = (2870177450012600261 + x * 14029467366897019727) % WORD
        acc = ((acc << 31 | acc >> 33) % WORD) * 11400714785074694791 % WORD
        y = (0x123456789ABCDEF - acc) * back % WORD
        y = y - WORD if y >= WORD // 2 else y
        if abs(y) < 2**60:
            found.append((x, y))
    return found

PAIRS = colliding(49_000)
assert len({hash(pair) for pair in PAIRS}) == 1

def to_batch(image):
    forge(["dict", *[x for a, b in PAIRS for x in (["tuple", a, b], None)]])
