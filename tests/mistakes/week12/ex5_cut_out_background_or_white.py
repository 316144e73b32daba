# mistake: 432
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.by_default
# what: black is taken for "not given"
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    if not any(background):
        background = (255, 255, 255)
    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)
