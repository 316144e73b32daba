# mistake: 204
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.size_kept
# what: makes large images smaller with thumbnail
def load_rgb(path):
    image = Image.open(path).convert("RGB")
    image.thumbnail((256, 256))
    return image
