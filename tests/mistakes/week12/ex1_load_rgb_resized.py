# mistake: 204
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.size_kept
# what: resizes to the network's size already when loading
def load_rgb(path):
    with Image.open(path) as image:
        return image.convert("RGB").resize((224, 224))
