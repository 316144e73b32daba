# what: the student's end of the wire sends what it likes
# base: solution
# expect: zero
# leaves: nothing
import grader.sandbox.wire
grader.sandbox.wire.Packer.pack = lambda self, value, depth=0: ["list", True, "passed", 12.0]

def to_batch(image):
    return 0
