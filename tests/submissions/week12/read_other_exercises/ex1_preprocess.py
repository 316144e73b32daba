# what: ex1 leaves notes wherever it can write, ex2 looks for them
# base: solution
# expect: full
# leaves: file /tmp/note-@MARK@, file /dev/shm/note-@MARK@, file /scratch/note-@MARK@
import os
for place in ("/tmp", "/dev/shm", "/scratch", ".", "/var/tmp", os.path.expanduser("~")):
    try:
        open(os.path.join(place, "note-@MARK@"), "w").write("FOUND a note")
    except OSError:
        pass
