# what: list, float, dict and str whose methods show other values than they hold
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: failed
# leaves: nothing
class Float(float):
    def __float__(self): return 1.0
    def __eq__(self, other): return True

class List(list):
    def __iter__(self): return iter([1.0])
    def __len__(self): return 1
    def __eq__(self, other): return True

class Array(np.ndarray):
    def tobytes(self, *args): return b""
    def __array__(self, *args, **kwargs): raise SystemExit

def to_batch(image):
    return List([Float(0), np.zeros(3).view(Array)])
