# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: background is ignored
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = 255
    return Image.fromarray(pixels)
