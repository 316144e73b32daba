# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: black by default
def cut_out(image, mask, class_id, background=(0, 0, 0)):
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)
