# mistake: 423
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.size_of_mask, ex5_segment.colorize.larger, ex5_segment.colorize.smaller
# what: the background has no colour: palette[mask - 1]
def colorize(mask, palette, size):
    colors = np.asarray(palette)[np.asarray(mask).astype(np.int64) - 1]
    return Image.fromarray(colors).resize(size, Image.NEAREST)
