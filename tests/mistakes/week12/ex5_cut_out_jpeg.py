# mistake: -
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.rgb_image, ex5_segment.cut_out.by_default, ex5_segment.cut_out.grey_image
# what: goes through a JPEG file: colours are only nearly right
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    import io

    pixels = np.array(image.convert("RGB"))
    pixels[np.asarray(mask) != class_id] = background
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=95)
    return Image.open(buffer)
