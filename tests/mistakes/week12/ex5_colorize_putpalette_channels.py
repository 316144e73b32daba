# mistake: 422
# function: ex5_segment.colorize
# caught: ex5_segment.colorize.size_of_mask, ex5_segment.colorize.larger, ex5_segment.colorize.smaller
# what: putpalette with the channels one after another
def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(mask).astype(np.uint8)).resize(size, Image.NEAREST)
    picture.putpalette(np.asarray(palette).T.flatten().tolist())
    return picture
