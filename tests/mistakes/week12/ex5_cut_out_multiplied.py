# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: multiplied by the mask: the rest is black
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    pixels = np.array(image.convert("RGB"))
    keep = (np.asarray(mask) == class_id).astype(np.uint8)
    return Image.fromarray(pixels * keep[:, :, None])
