# mistake: 439
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.rgb_image, ex5_segment.cut_out.by_default, ex5_segment.cut_out.grey_image
# what: putalpha, then convert("RGB"), which forgets the alpha
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    keep = Image.fromarray(((np.asarray(mask) == class_id) * 255).astype(np.uint8))
    result = image.convert("RGBA")
    result.putalpha(keep)
    return result.convert("RGB")
