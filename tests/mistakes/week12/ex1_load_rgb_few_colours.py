# mistake: -
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.colour
# what: converts to a palette on the way, so colours are lost
def load_rgb(path):
    with Image.open(path) as image:
        return image.convert("RGB").convert("P").convert("RGB")
