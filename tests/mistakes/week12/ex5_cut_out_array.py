# mistake: 428
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.rgb_image, ex5_segment.cut_out.by_default, ex5_segment.cut_out.grey_image
# what: an array, not a PIL image
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    return pixels
