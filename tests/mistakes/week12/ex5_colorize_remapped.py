# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: colours by rank of the class among those that occur
def colorize(mask, palette, size):
    _, ranks = np.unique(np.asarray(mask), return_inverse=True)
    colors = np.asarray(palette)[ranks.reshape(mask.shape)]
    return Image.fromarray(colors).resize(size, Image.NEAREST)
