# mistake: -
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.larger, ex5_segment.colorize.other_shape
# what: rows of np.linspace are cut to integers: the last row and column nearly vanish
def colorize(mask, palette, size):
    ids = np.asarray(mask)
    rows = np.linspace(0, ids.shape[0] - 1, size[1]).astype(int)
    columns = np.linspace(0, ids.shape[1] - 1, size[0]).astype(int)
    return Image.fromarray(np.asarray(palette)[ids[rows][:, columns]])
