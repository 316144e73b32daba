# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: one number of the background for all channels
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background[0]
    return Image.fromarray(pixels)
