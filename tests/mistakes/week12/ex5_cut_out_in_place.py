# mistake: 434
# function: ex5_segment.cut_out
# caught: ex5_segment.cut_out.arguments_unchanged
# what: paints on the caller's image
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    if image.mode != "RGB":
        image = image.convert("RGB")
    other = Image.fromarray(((np.asarray(mask) != class_id) * 255).astype(np.uint8))
    image.paste(background, (0, 0), other)
    return image
