# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: the mask is stretched to 0..255 before the look-up
def colorize(mask, palette, size):
    ids = np.asarray(mask).astype(np.float32)
    ids = (ids / max(ids.max(), 1) * (len(palette) - 1)).astype(np.int64)
    picture = Image.fromarray(np.asarray(palette)[ids])
    return picture.resize(size, Image.NEAREST)
