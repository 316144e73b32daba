# mistake: 433
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.any_class
# what: other classes become 0: class 0 itself cannot be cut out
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    ids = np.array(mask)
    ids[ids != class_id] = 0
    pixels = np.array(image.convert("RGB"))
    pixels[ids == 0] = background
    return Image.fromarray(pixels)
