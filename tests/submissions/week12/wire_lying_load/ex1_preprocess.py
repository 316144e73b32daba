# what: says nonsense about its functions when it is loaded
# base: solution
# expect: zero
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

send({"value": ["dict", "to_batch", 2**64 - 1, 5, "x", "load_rgb", ["list"]], "number": number()})

def to_batch(image):
    return 0
