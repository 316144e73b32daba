# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: np.resize repeats the numbers, it does not stretch the picture
def colorize(mask, palette, size):
    ids = np.resize(np.asarray(mask), (size[1], size[0]))
    return Image.fromarray(np.asarray(palette)[ids])
