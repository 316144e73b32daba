# mistake: 434
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.arguments_unchanged
# what: the mask is turned into 0 and 1 in place
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    keep = mask == class_id
    mask[keep] = 1
    mask[~keep] = 0
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) == 0] = background
    return Image.fromarray(pixels)
