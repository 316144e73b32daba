# mistake: 435
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.grey_image, ex5_segment.cut_out.other_modes
# what: no convert: grey, palette and RGBA images fail or come out wrong
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    pixels = np.array(image)
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)
