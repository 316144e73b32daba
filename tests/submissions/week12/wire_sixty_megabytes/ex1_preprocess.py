# what: the largest tensor that crosses, in place of each small one
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: failed
# leaves: nothing
def to_batch(image):
    return torch.ones(15 << 20)
