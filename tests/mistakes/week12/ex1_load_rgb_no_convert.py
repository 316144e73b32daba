# mistake: 22
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.transparency, ex1_preprocess.load_rgb.cmyk
# what: opens the file but never converts it: an RGBA image keeps four channels
def load_rgb(path):
    image = Image.open(path)
    image.load()
    return image
