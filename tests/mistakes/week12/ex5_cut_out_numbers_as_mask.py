# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: ~ of 0 and 1 in uint8 is 255 and 254, and they become indices
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    pixels = np.array(image.convert("RGB"))
    keep = (np.asarray(mask) == class_id).astype(np.uint8)
    pixels[~keep] = background
    return Image.fromarray(pixels)
