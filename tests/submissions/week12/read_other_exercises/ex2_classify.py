# base: solution
import os
for place in ("/tmp", "/dev/shm", "/scratch", ".", "/var/tmp", os.path.expanduser("~")):
    if os.path.exists(os.path.join(place, "note-@MARK@")):
        raise RuntimeError("FOUND a note in " + place)
