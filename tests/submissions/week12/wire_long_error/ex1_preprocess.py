# what: an error with 20 000 frames, an endless text and a kind that does not exist
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
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

def to_batch(image):
    frames = [("../../etc/passwd", 2**63, "f" * 50, "source")] * 20_000
    error = {"kind": "fault", "type": "T" * 100_000, "text": "{kind} {0} %s [red]" * 10_000, "frames": frames[:15_000], "caret": "^" * 10**5}
    send({"error": error, "number": number()})
    os._exit(0)
