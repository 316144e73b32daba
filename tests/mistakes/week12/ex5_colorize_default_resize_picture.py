# mistake: 48
# function: ex5_segment.colorize
# caught: ?
# what: the coloured picture is resized without a method: mixed colours
def colorize(mask, palette, size):
    colors = np.asarray(palette)[np.asarray(mask)]
    return Image.fromarray(colors).resize(size)
