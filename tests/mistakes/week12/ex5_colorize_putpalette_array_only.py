# mistake: 429
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.palette_kinds
# what: palette.numpy(): fails when the palette is an array
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.NEAREST)
    picture.putpalette(palette.numpy().flatten().tolist())
    return picture
