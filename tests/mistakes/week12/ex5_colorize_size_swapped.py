# mistake: 421
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.larger, ex5_segment.colorize.smaller, ex5_segment.colorize.other_shape
# what: (height, width) instead of (width, height)
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask)])
    return picture.resize((size[1], size[0]), Image.NEAREST)
