# what: opens files until there are no more, and keeps them
# base: solution
# expect: full
# leaves: nothing
import os
keep = []
try:
    while True:
        keep.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
for fd in keep[:20]:
    os.close(fd)
