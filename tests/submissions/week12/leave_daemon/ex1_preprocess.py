# what: a daemon: forked twice, in a session of its own, renamed, signals blocked
# base: solution
# expect: full
# leaves: process @MARK@
import ctypes, os, signal, time
libc = ctypes.CDLL(None)
if os.fork() == 0:
    try:
        os.setsid()
    except OSError:
        pass
    if os.fork() == 0:
        libc.prctl(1, 0, 0, 0, 0)
        libc.prctl(15, b"@MARK@", 0, 0, 0)
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        os.closerange(0, 1024)
        while True:
            time.sleep(600)
    os._exit(0)
