# mistake: 23
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.grey, ex1_preprocess.load_rgb.palette
# what: only an image with transparency is converted: grey and palette images keep one channel
def load_rgb(path):
    image = Image.open(path)
    image.load()
    if image.mode == "RGBA":
        image = image.convert("RGB")
    return image
