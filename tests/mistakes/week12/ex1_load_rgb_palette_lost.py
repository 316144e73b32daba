# mistake: 202
# function: ex1_preprocess.load_rgb
# caught: ex1_preprocess.load_rgb.palette
# what: takes palette indices for grey values
def load_rgb(path):
    image = Image.open(path)
    if image.mode in ("LA", "RGBA", "CMYK"):
        image = image.convert("RGB")
    pixels = np.array(image)
    if pixels.ndim == 2:
        if pixels.dtype == bool:
            pixels = pixels * np.uint8(255)
        pixels = np.stack([pixels, pixels, pixels], axis=-1)
    return Image.fromarray(pixels)
