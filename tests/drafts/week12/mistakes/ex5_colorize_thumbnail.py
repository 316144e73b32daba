# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: thumbnail keeps the aspect ratio and never enlarges
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(palette)[np.asarray(mask)])
    picture.thumbnail(size, Image.NEAREST)
    return picture
