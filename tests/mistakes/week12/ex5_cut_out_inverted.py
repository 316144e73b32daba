# mistake: 431
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.rgb_image, ex5_segment.cut_out.by_default, ex5_segment.cut_out.grey_image, ex5_segment.cut_out.other_modes, ex5_segment.cut_out.any_colour, ex5_segment.cut_out.arguments_unchanged
# what: the object is removed, the rest stays
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) == class_id] = background
    return Image.fromarray(pixels)
