# mistake: -
# function: ex1_preprocess.load_rgb
# caught: ?
# what: makes large images smaller with thumbnail
def load_rgb(path):
    image = Image.open(path).convert("RGB")
    image.thumbnail((256, 256))
    return image
