# mistake: 201
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.colour
# what: the with block closes an RGB image whose pixels were never read
def load_rgb(path):
    with Image.open(path) as image:
        if image.mode != "RGB":
            image = image.convert("RGB")
    return image
