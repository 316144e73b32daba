# mistake: 433
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.any_class
# what: class_id 0 is taken for "none": everything stays
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    pixels = np.array(image.convert("RGB"))
    if class_id:
        pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)
