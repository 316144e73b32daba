# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: cropped to the bounding box of the object
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    keep = np.asarray(mask) == class_id
    pixels = np.array(image.convert("RGB"))
    pixels[~keep] = background
    rows, columns = keep.any(axis=1).nonzero()[0], keep.any(axis=0).nonzero()[0]
    if len(rows) == 0:
        return Image.fromarray(pixels)
    return Image.fromarray(pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
