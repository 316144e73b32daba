# what: shapes whose product is nothing, or wraps around 64 bits
# base: solution
# expect: ex1_preprocess.to_batch=0
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

SHAPES = [[0, 2**40, 2**40], [2**40, 2**40, 2**40], [-1, -1], [0] * 16, [1] * 17, [True, 2.0], [2**63]]

def to_batch(image):
    forge(["tensor", "float32", SHAPES[image.shape[1] % len(SHAPES)], 0, True], bytes(64))
