# mistake: -
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.grey
# what: a list of modes that lacks 1 (black and white)
def load_rgb(path):
    image = Image.open(path)
    image.load()
    if image.mode in ("L", "LA", "P", "RGBA", "CMYK"):
        image = image.convert("RGB")
    return image
