# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: a PIL mask of 0 and 1 instead of 0 and 255: almost transparent
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    keep = Image.fromarray((np.asarray(mask) == class_id).astype(np.uint8))
    paper = Image.new("RGB", image.size, background)
    return Image.composite(image.convert("RGB"), paper, keep)
