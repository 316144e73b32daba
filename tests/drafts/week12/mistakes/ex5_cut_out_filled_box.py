# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: the whole bounding box of the object stays
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    keep = np.asarray(mask) == class_id
    box = keep.any(axis=1)[:, None] & keep.any(axis=0)[None, :]
    pixels = np.array(image.convert("RGB"))
    pixels[~box] = background
    return Image.fromarray(pixels)
