# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: an array, not a PIL image
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask)]).resize(size, Image.NEAREST)
    return np.array(picture)
