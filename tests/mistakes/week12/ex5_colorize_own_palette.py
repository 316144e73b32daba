# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: computes a palette of its own
def colorize(mask, palette, size):
    numbers = np.array([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = (np.arange(256)[:, None] * numbers % 255).astype(np.uint8)
    return Image.fromarray(colors[np.asarray(mask)]).resize(size, Image.NEAREST)
