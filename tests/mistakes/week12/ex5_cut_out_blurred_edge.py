# mistake: -
# function: ex5_segment.cut_out
# caught: ?
# what: a soft edge: colours are mixed at the outline
def cut_out(image, mask, class_id, background=(255, 255, 255)):
    from PIL import ImageFilter

    keep = Image.fromarray(((np.asarray(mask) == class_id) * 255).astype(np.uint8))
    keep = keep.filter(ImageFilter.BoxBlur(1))
    paper = Image.new("RGB", image.size, background)
    return Image.composite(image.convert("RGB"), paper, keep)
