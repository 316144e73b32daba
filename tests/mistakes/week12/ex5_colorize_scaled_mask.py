# mistake: -
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.size_of_mask, ex5_segment.colorize.larger, ex5_segment.colorize.other_shape, ex5_segment.colorize.palette_kinds, ex5_segment.colorize.arguments_unchanged
# what: the mask is stretched to 0..255 before the look-up
def colorize(mask, palette, size):
    ids = np.asarray(mask).astype(np.float32)
    ids = (ids / max(ids.max(), 1) * (len(palette) - 1)).astype(np.int64)
    picture = Image.fromarray(np.asarray(palette)[ids])
    return picture.resize(size, Image.NEAREST)
