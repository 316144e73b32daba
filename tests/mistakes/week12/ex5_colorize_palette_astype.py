# mistake: 429
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.palette_kinds
# what: palette.astype: fails when the palette is a tensor
def colorize(mask, palette, size):
    colors = palette.astype("uint8")[np.asarray(mask)]
    return Image.fromarray(colors).resize(size, Image.NEAREST)
