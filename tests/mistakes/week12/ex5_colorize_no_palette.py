# mistake: -
# function: ex5_segment.colorize
# caught: ?
# what: grey values are the class numbers
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.NEAREST)
    return picture.convert("RGB")
