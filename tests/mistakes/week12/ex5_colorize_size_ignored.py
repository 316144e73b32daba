# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: the size of the mask
def colorize(mask, palette, size):
    return Image.fromarray(np.asarray(palette)[np.asarray(mask)])
