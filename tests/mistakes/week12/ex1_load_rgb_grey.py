# mistake: -
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.colour
# what: every picture becomes grey on the way
def load_rgb(path):
    with Image.open(path) as image:
        return image.convert("L").convert("RGB")
