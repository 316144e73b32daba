# what: an image whose own class decides what its pixels are
# base: solution
# expect: ex1_preprocess.load_rgb=0
# leaves: nothing
class Lazy(Image.Image):
    def load(self): raise SystemExit(0)
    def tobytes(self, *args): return b""
    @property
    def size(self): return (10**9, 10**9)

def load_rgb(path):
    image = Lazy()
    image._mode = "RGB"
    return image
