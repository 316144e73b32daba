# mistake: 22
# function: ex1_preprocess.load_rgb
# caught: ?
# what: opens the file but never converts it: an RGBA image keeps four channels
def load_rgb(path):
    image = Image.open(path)
    image.load()
    return image
