# mistake: 425
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.larger, ex5_segment.colorize.smaller, ex5_segment.colorize.other_shape
# what: enlarged by a whole factor with np.repeat: right only when the sizes divide
def colorize(mask, palette, size):
    ids = np.asarray(mask)
    rows, columns = max(1, size[1] // ids.shape[0]), max(1, size[0] // ids.shape[1])
    ids = ids.repeat(rows, axis=0).repeat(columns, axis=1)
    return Image.fromarray(np.asarray(palette)[ids])
