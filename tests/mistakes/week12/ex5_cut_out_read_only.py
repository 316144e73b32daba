# mistake: 436
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.rgb_image, ex5_segment.cut_out.by_default, ex5_segment.cut_out.grey_image
# what: an array from bytes is read-only: ValueError
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    image = image.convert("RGB")
    pixels = np.frombuffer(image.tobytes(), dtype=np.uint8).reshape(image.height, image.width, 3)
    pixels[np.asarray(mask) != class_id] = background
    return Image.fromarray(pixels)
