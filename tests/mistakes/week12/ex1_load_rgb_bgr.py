# mistake: 25
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.colour
# what: channels in BGR order, as cv2 gives them
def load_rgb(path):
    with Image.open(path) as image:
        pixels = np.array(image.convert("RGB"))
    return Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
