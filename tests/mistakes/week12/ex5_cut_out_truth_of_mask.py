# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: everything that is not background stays
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    keep = Image.fromarray(np.asarray(mask).astype(bool))
    paper = Image.new("RGB", image.size, background)
    return Image.composite(image.convert("RGB"), paper, keep)
