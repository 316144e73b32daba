# mistake: 426
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.size_of_mask, ex5_segment.colorize.larger, ex5_segment.colorize.smaller
# what: the mask lies on its side
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask).T])
    return picture.resize(size, Image.NEAREST)
