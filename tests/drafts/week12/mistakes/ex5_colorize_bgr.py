# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: blue and red swapped
def colorize(mask, palette, size):
    colors = np.asarray(palette)[np.asarray(mask)][..., ::-1]
    return Image.fromarray(np.ascontiguousarray(colors)).resize(size, Image.NEAREST)
