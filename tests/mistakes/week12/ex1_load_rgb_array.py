# mistake: -
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.colour
# what: returns a NumPy array, not a PIL image
def load_rgb(path):
    with Image.open(path) as image:
        return np.array(image.convert("RGB"))
