# what: allocates without end
# base: solution
# expect: ex1_preprocess.to_batch.real_size=0
# status: crashed timeout
# leaves: nothing
def to_batch(image):
    hoard = []
    while image.shape[1] == 224:
        hoard.append(bytearray(64 << 20))
    return image[None]
