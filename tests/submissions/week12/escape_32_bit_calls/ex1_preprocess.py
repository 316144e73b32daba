# what: calls the kernel as a 32-bit program would, which a filter may have forgotten
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed
# leaves: nothing
import ctypes, mmap, os

def to_batch(image):
    code = bytes.fromhex("b814000000cd80c3")  # mov eax, 20 (getpid); int 0x80; ret
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    if os.uname().machine == "x86_64":
        call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
        raise RuntimeError(f"FOUND a way to call the kernel: {call()}")
    os._exit(0)
