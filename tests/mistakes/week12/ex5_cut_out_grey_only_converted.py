# mistake: 435
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.other_modes
# what: only "L" is converted
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    if image.mode == "L":
        image = image.convert("RGB")
    pixels = np.array(image)
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)
