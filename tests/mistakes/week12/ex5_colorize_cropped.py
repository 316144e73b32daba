# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: crops or pads with background
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask)])
    return picture.crop((0, 0, size[0], size[1]))
