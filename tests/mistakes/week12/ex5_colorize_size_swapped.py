# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: (height, width) instead of (width, height)
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask)])
    return picture.resize((size[1], size[0]), Image.NEAREST)
