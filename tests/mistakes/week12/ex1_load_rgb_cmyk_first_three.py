# mistake: 203
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.cmyk
# what: drops the fourth channel of every four-channel image, K of CMYK too
def load_rgb(path):
    image = Image.open(path)
    pixels = np.array(image)
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        return Image.fromarray(np.ascontiguousarray(pixels[:, :, :3]))
    return image.convert("RGB")
