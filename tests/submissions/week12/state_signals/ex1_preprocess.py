# what: handlers, timers, priorities and processors of its own
# base: solution
# expect: most ex1_preprocess.to_batch=0
# status: failed
# leaves: nothing
import os, signal

def to_batch(image):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    os.nice(19)
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
    os.umask(0o777)
    return None
