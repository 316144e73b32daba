# mistake: 48
# function: ex5_segment.colorize
# caught: ?
# what: the mask is resized bilinearly: invented class numbers
def colorize(mask, palette, size):
    ids = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.BILINEAR)
    return Image.fromarray(np.asarray(palette)[np.array(ids)])
