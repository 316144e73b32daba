# mistake: -
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.size_of_mask, ex5_segment.colorize.larger, ex5_segment.colorize.smaller
# what: class 0 is made black in the caller's palette
def colorize(mask, palette, size):
    palette[0] = 0
    return Image.fromarray(np.asarray(palette)[np.asarray(mask)]).resize(size, Image.NEAREST)
