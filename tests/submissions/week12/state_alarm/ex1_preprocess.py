# what: an alarm that goes off in the middle of a later check
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import signal
signal.signal(signal.SIGALRM, signal.SIG_DFL)

def to_batch(image):
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    while True:
        pass
