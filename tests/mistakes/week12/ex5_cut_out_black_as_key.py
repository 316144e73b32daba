# mistake: 437
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.other_modes, ex5_segment.cut_out.any_colour
# what: black marks what is removed: black pixels of the object are lost too
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = 0
    black = (pixels == 0).all(axis=2)
    pixels[black] = background
    return Image.fromarray(pixels)
