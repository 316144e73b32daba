# what: text that UTF-8 cannot carry, in values, keys and errors
# base: solution
# expect: ex1_preprocess.to_batch=0
# leaves: nothing
class Odd(Exception):
    pass

def to_batch(image):
    if image.shape[1] == 224:
        raise Odd("\ud800 and \udfff")
    return {"\ud800": "\udcff" * 100}
