# mistake: 48
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.larger, ex5_segment.colorize.smaller, ex5_segment.colorize.other_shape
# what: the coloured picture is resized without a method: mixed colours
def colorize(mask, palette, size):
    colors = np.asarray(palette)[np.asarray(mask)]
    return Image.fromarray(colors).resize(size)
