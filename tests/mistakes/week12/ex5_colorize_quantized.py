# mistake: -
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.larger, ex5_segment.colorize.smaller, ex5_segment.colorize.other_shape
# what: mixed colours are put back to the nearest colour of the palette
def colorize(mask, palette, size):
    colors = np.asarray(palette)
    picture = np.asarray(Image.fromarray(colors[np.asarray(mask)]).resize(size, Image.BILINEAR))
    distance = ((picture[:, :, None].astype(int) - colors.astype(int)) ** 2).sum(axis=-1)
    return Image.fromarray(colors[distance.argmin(axis=-1)])
