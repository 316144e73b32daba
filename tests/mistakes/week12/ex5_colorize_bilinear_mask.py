# mistake: 48
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.larger, ex5_segment.colorize.smaller, ex5_segment.colorize.other_shape
# what: the mask is resized bilinearly: invented class numbers
def colorize(mask, palette, size):
    ids = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.BILINEAR)
    return Image.fromarray(np.asarray(palette)[np.array(ids)])
