# what: two replies to one request: a wrong one and a right one
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: failed
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

right = to_batch
def to_batch(image):
    send({"value": True, "number": number()})
    return right(image)
