# mistake: -
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.grey, ex1_preprocess.load_rgb.palette
# what: converts to RGBA
def load_rgb(path):
    with Image.open(path) as image:
        return image.convert("RGBA")
