# mistake: -
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.grey, ex1_preprocess.load_rgb.palette
# what: the result of convert is thrown away
def load_rgb(path):
    image = Image.open(path)
    image.load()
    image.convert("RGB")
    return image
