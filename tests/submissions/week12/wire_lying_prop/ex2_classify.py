# what: what the grader asked to be built is a value, too large to be sent back
# base: solution
# expect: ex2_classify.load_labels=0 ex2_classify.forward=0
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

import grader.sandbox.candidate

def build(self, name, *args, **kwargs):
    forge(["list", *[0] * 199_999])

grader.sandbox.candidate.Candidate._do_prop = grader.sandbox.candidate.Candidate._do_file = build
