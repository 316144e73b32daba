# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: the mask lies on its side
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask).T])
    return picture.resize(size, Image.NEAREST)
