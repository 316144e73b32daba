# mistake: -
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.size_of_mask, ex5_segment.colorize.larger, ex5_segment.colorize.smaller
# what: class numbers in int8: above 127 they are negative
def colorize(mask, palette, size):
    ids = np.asarray(mask).astype(np.int8)
    return Image.fromarray(np.asarray(palette)[ids]).resize(size, Image.NEAREST)
