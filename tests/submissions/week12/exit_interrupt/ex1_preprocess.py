# what: raises KeyboardInterrupt, GeneratorExit and its own BaseException
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: error
# leaves: nothing
class Mine(BaseException):
    pass

def to_batch(image):
    raise [KeyboardInterrupt, GeneratorExit, Mine][image.shape[2] % 3]
