# what: threads that never end, and exit handlers that hang
# base: solution
# expect: full
# leaves: nothing
import atexit, threading, time
for _ in range(20):
    threading.Thread(target=time.sleep, args=(600,)).start()
atexit.register(time.sleep, 600)
