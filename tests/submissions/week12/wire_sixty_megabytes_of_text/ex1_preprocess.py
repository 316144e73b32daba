# what: 60 MB of text as a value, as an error and as a name
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# leaves: nothing
def to_batch(image):
    if image.shape[1] == 224:
        raise ValueError("x" * 60_000_000)
    return "x" * 60_000_000
