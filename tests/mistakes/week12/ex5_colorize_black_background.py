# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: class 0 is made black on a copy of the mask, whatever the palette says
def colorize(mask, palette, size):
    ids = np.asarray(mask)
    colors = np.asarray(palette)[ids]
    colors[ids == 0] = 0
    return Image.fromarray(colors).resize(size, Image.NEAREST)
