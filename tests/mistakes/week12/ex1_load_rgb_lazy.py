# mistake: 201
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.file_gone
# what: an RGB file is returned before its pixels were read
def load_rgb(path):
    image = Image.open(path)
    if image.mode != "RGB":
        image = image.convert("RGB")
    return image
