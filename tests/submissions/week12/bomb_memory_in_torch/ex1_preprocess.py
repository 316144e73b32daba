# what: a tensor of 32 GB
# base: solution
# expect: ex1_preprocess.to_batch=0
# status: crashed timeout
# leaves: nothing
def to_batch(image):
    return torch.ones(1 << 33)
