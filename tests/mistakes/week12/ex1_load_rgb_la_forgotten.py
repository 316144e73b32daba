# mistake: -
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.transparency
# what: a list of modes that lacks LA
def load_rgb(path):
    image = Image.open(path)
    image.load()
    if image.mode in ("1", "L", "P", "RGBA", "CMYK"):
        image = image.convert("RGB")
    return image
