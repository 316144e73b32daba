# mistake: 205
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.size_kept
# what: rotates by the EXIF orientation: the size in the file is not kept
def load_rgb(path):
    from PIL import ImageOps

    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")
