# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: the mask is reshaped to (width, height), not transposed
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    keep = (np.asarray(mask) == class_id).reshape(image.size).T
    pixels = np.array(image.convert("RGB"))
    pixels[~keep] = background
    return Image.fromarray(pixels)
