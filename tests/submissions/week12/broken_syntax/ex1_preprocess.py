# what: does not parse
# expect: zero
# status: error
# leaves: nothing
def to_batch(image)
    return image
