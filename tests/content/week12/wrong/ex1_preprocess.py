"""Wrong solutions of ex1_preprocess: load_rgb, build_transform, to_batch, denormalize."""

from grader.audit.wrong import wrong


@wrong(caught="colour")
def load_rgb__array(path):
    """returns a NumPy array, not a PIL image"""
    with Image.open(path) as image:
        return np.array(image.convert("RGB"))


@wrong(caught="colour", mistake="channels_in_bgr")
def load_rgb__bgr(path):
    """channels in BGR order, as cv2 gives them"""
    with Image.open(path) as image:
        pixels = np.array(image.convert("RGB"))
    return Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))


@wrong(caught="colour", mistake="pixels_never_read")
def load_rgb__closed(path):
    """the with block closes an RGB image whose pixels were never read"""
    with Image.open(path) as image:
        if image.mode != "RGB":
            image = image.convert("RGB")
    return image


@wrong(caught="cmyk", mistake="cmyk_black_dropped")
def load_rgb__cmyk_first_three(path):
    """drops the fourth channel of every four-channel image, K of CMYK too"""
    image = Image.open(path)
    pixels = np.array(image)
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        return Image.fromarray(np.ascontiguousarray(pixels[:, :, :3]))
    return image.convert("RGB")


@wrong(caught="grey, palette", may_name=("alpha_or_cmyk_unconverted", "grey_or_palette_unconverted"))
def load_rgb__convert_ignored(path):
    """the result of convert is thrown away"""
    image = Image.open(path)
    image.load()
    image.convert("RGB")
    return image


@wrong(caught="size_kept", mistake="turned_by_exif")
def load_rgb__exif_rotated(path):
    """rotates by the EXIF orientation: the size in the file is not kept"""
    from PIL import ImageOps

    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


@wrong(caught="colour")
def load_rgb__few_colours(path):
    """converts to a palette on the way, so colours are lost"""
    with Image.open(path) as image:
        return image.convert("RGB").convert("P").convert("RGB")


@wrong(caught="colour")
def load_rgb__grey(path):
    """every picture becomes grey on the way"""
    with Image.open(path) as image:
        return image.convert("L").convert("RGB")


@wrong(caught="transparency", may_name=("alpha_or_cmyk_unconverted",))
def load_rgb__la_forgotten(path):
    """a list of modes that lacks LA"""
    image = Image.open(path)
    image.load()
    if image.mode in ("1", "L", "P", "RGBA", "CMYK"):
        image = image.convert("RGB")
    return image


@wrong(caught="file_gone", mistake="pixels_never_read")
def load_rgb__lazy(path):
    """an RGB file is returned before its pixels were read"""
    image = Image.open(path)
    if image.mode != "RGB":
        image = image.convert("RGB")
    return image


@wrong(
    caught="transparency, cmyk",
    mistake="alpha_or_cmyk_unconverted",
    may_name=("alpha_or_cmyk_unconverted", "grey_or_palette_unconverted"),
)
def load_rgb__no_convert(path):
    """opens the file but never converts it: an RGBA image keeps four channels"""
    image = Image.open(path)
    image.load()
    return image


@wrong(caught="grey", may_name=("grey_or_palette_unconverted",))
def load_rgb__one_bit_forgotten(path):
    """a list of modes that lacks 1 (black and white)"""
    image = Image.open(path)
    image.load()
    if image.mode in ("L", "LA", "P", "RGBA", "CMYK"):
        image = image.convert("RGB")
    return image


@wrong(
    caught="grey, palette",
    mistake="grey_or_palette_unconverted",
    may_name=("alpha_or_cmyk_unconverted", "grey_or_palette_unconverted"),
)
def load_rgb__only_rgba_converted(path):
    """only an image with transparency is converted: grey and palette images keep one channel"""
    image = Image.open(path)
    image.load()
    if image.mode == "RGBA":
        image = image.convert("RGB")
    return image


@wrong(caught="palette", mistake="palette_numbers_as_grey")
def load_rgb__palette_lost(path):
    """takes palette indices for grey values"""
    image = Image.open(path)
    if image.mode in ("LA", "RGBA", "CMYK"):
        image = image.convert("RGB")
    pixels = np.array(image)
    if pixels.ndim == 2:
        if pixels.dtype == bool:
            pixels = pixels * np.uint8(255)
        pixels = np.stack([pixels, pixels, pixels], axis=-1)
    return Image.fromarray(pixels)


@wrong(caught="size_kept", mistake="resized_on_loading")
def load_rgb__resized(path):
    """resizes to the network's size already when loading"""
    with Image.open(path) as image:
        return image.convert("RGB").resize((224, 224))


@wrong(caught="grey, palette", mistake="alpha_or_cmyk_unconverted")
def load_rgb__rgba(path):
    """converts to RGBA"""
    with Image.open(path) as image:
        return image.convert("RGBA")


@wrong(caught="size_kept", mistake="resized_on_loading")
def load_rgb__thumbnail(path):
    """makes large images smaller with thumbnail"""
    image = Image.open(path).convert("RGB")
    image.thumbnail((256, 256))
    return image


@wrong(caught="grey", mistake="file_written")
def load_rgb__saved_back(path):
    """saves the converted picture over the file"""
    with Image.open(path) as image:
        rgb = image.convert("RGB")
        changed = image.mode != "RGB"
    if changed:
        rgb.save(path)
    return rgb


@wrong(caught="size_kept", mistake="resized_on_loading")
def load_rgb__large_made_smaller(path):
    """only what is longer than 2000 pixels is made smaller"""
    image = Image.open(path).convert("RGB")
    image.thumbnail((2000, 2000))
    return image


@wrong(caught="size_kept")
def load_rgb__squeezed(path):
    """through an array without its dimensions of length 1: a picture of one row is lost"""
    pixels = np.asarray(Image.open(path).convert("RGB")).squeeze()
    if pixels.ndim == 2:
        return Image.fromarray(np.stack([pixels] * 3, axis=-1))
    return Image.fromarray(pixels)


@wrong(caught="framing")
def build_transform__always_flipped():
    """the random flip made sure, p=1"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.RandomHorizontalFlip(p=1),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours")
def build_transform__array():
    """the transform gives a NumPy array"""
    steps = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
    return lambda image: steps(image).numpy()


@wrong(caught="colours", mistake="batch_dim_added")
def build_transform__batch_dim():
    """adds the batch dimension too"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
            transforms.Lambda(lambda x: x.unsqueeze(0)),
        ]
    )


@wrong(caught="colours", mistake="constants_in_bgr")
def build_transform__bgr_constants():
    """mean and std in BGR order"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize([0.406, 0.456, 0.485], [0.225, 0.224, 0.229]),
        ]
    )


@wrong(caught="framing", mistake="other_interpolation")
def build_transform__bicubic():
    """bicubic resize"""
    return transforms.Compose(
        [
            transforms.Resize(256, interpolation=transforms.InterpolationMode.BICUBIC),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours")
def build_transform__cifar_constants():
    """mean and std of CIFAR-10"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize([0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]),
        ]
    )


@wrong(caught="colours")
def build_transform__clamped():
    """clamps the normalised values to -1..1"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
            transforms.Lambda(lambda x: x.clamp(-1, 1)),
        ]
    )


@wrong(caught="colours", mistake="not_cropped_to_224")
def build_transform__crop_256():
    """CenterCrop(256)"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(256),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours", mistake="not_cropped_to_224")
def build_transform__crop_first():
    """CenterCrop before Resize: the shape is 256, not 224"""
    return transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.Resize(256),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours")
def build_transform__crop_first_resize_224():
    """CenterCrop(256) before Resize(224): right shape, wrong part of the picture"""
    return transforms.Compose(
        [
            transforms.CenterCrop(256),
            transforms.Resize(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours, framing")
def build_transform__first_result_kept():
    """keeps the first result and gives it for every picture"""
    steps = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
    results = []

    def transform(image):
        if not results:
            results.append(steps(image))
        return results[0]

    return transform


@wrong(caught="colours")
def build_transform__float64():
    """NumPy by hand, and float64 in the end"""

    def transform(image):
        image = transforms.CenterCrop(224)(transforms.Resize(256)(image))
        x = (np.array(image) / 255 - np.array(IMAGENET_MEAN)) / np.array(IMAGENET_STD)
        return torch.from_numpy(x).permute(2, 0, 1)

    return transform


@wrong(caught="colours")
def build_transform__grey():
    """grey in three channels"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.Grayscale(3),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours", mistake="normalized_with_0_5")
def build_transform__half_constants():
    """Normalize with 0.5 as on MNIST and CIFAR-10"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
        ]
    )


@wrong(caught="colours", mistake="channels_left_last")
def build_transform__hwc():
    """NumPy by hand, channels left last"""

    def transform(image):
        image = transforms.CenterCrop(224)(transforms.Resize(256)(image))
        x = (np.array(image) / 255 - np.array(IMAGENET_MEAN)) / np.array(IMAGENET_STD)
        return torch.from_numpy(x).float()

    return transform


@wrong(caught="colours")
def build_transform__list():
    """returns the list of steps, which cannot be called"""
    return [
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
    ]


@wrong(caught="framing")
def build_transform__longer_side():
    """the longer side becomes 256: CenterCrop pads with black"""
    rest = transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def transform(image):
        scale = 256 / max(image.size)
        width, height = round(image.width * scale), round(image.height * scale)
        return rest(image.resize((width, height), Image.Resampling.BILINEAR))

    return transform


@wrong(caught="colours, framing", mistake="mean_along_columns")
def build_transform__mean_shape():
    """mean and std of shape [3] do not broadcast over [3, H, W]"""
    first = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()])
    mean = torch.tensor(IMAGENET_MEAN)
    std = torch.tensor(IMAGENET_STD)

    def transform(image):
        return (first(image) - mean) / std

    return transform


@wrong(caught="colours", mistake="mean_std_swapped")
def build_transform__mean_std_swapped():
    """mean and std swapped"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_STD, IMAGENET_MEAN),
        ]
    )


@wrong(caught="framing", mistake="other_interpolation")
def build_transform__nearest():
    """nearest-neighbour resize"""
    return transforms.Compose(
        [
            transforms.Resize(256, interpolation=transforms.InterpolationMode.NEAREST),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="framing", mistake="other_interpolation")
def build_transform__no_antialias():
    """resizes the tensor without antialiasing"""
    return transforms.Compose(
        [
            transforms.ToTensor(),
            transforms.Resize(256, antialias=False),
            transforms.CenterCrop(224),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours", mistake="not_cropped_to_224")
def build_transform__no_crop():
    """Resize(256) without CenterCrop"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours", mistake="no_normalize")
def build_transform__no_normalize():
    """no Normalize"""
    return transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()])


@wrong(caught="framing", mistake="cropped_without_resize")
def build_transform__no_resize():
    """CenterCrop without Resize"""
    return transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours", mistake="not_divided_by_std")
def build_transform__no_std():
    """subtracts the mean but does not divide by the standard deviation"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, [1.0, 1.0, 1.0]),
        ]
    )


@wrong(caught="colours, framing", mistake="normalize_before_to_tensor")
def build_transform__normalize_first():
    """Normalize before ToTensor"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
            transforms.ToTensor(),
        ]
    )


@wrong(caught="colours")
def build_transform__normalize_twice():
    """normalises twice"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours", mistake="normalized_unscaled_values")
def build_transform__not_scaled():
    """values 0..255 go into Normalize"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.PILToTensor(),
            transforms.Lambda(lambda x: x.float()),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours")
def build_transform__one_mean():
    """one mean and one standard deviation for all channels"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize([0.449], [0.226]),
        ]
    )


@wrong(caught="colours")
def build_transform__own_statistics():
    """normalises each picture with its own mean and standard deviation"""
    first = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()])

    def transform(image):
        x = first(image)
        return (x - x.mean(dim=(1, 2), keepdim=True)) / (x.std(dim=(1, 2), keepdim=True) + 1e-6)

    return transform


@wrong(caught="picture_unchanged")
def build_transform__picture_pasted():
    """blackens the picture after it was read"""
    steps = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def apply(image):
        x = steps(image)
        image.paste((0, 0, 0), (0, 0, image.width, image.height))
        return x

    return apply


@wrong(caught="framing, same_every_time", mistake="random_transform")
def build_transform__random_crop():
    """the random crop and flip of training"""
    return transforms.Compose(
        [
            transforms.RandomResizedCrop(224),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="same_every_time", mistake="random_transform")
def build_transform__random_flip():
    """right but for a random flip left in"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours")
def build_transform__reshaped():
    """NumPy by hand, reshape instead of permute mixes up the pixels"""

    def transform(image):
        image = transforms.CenterCrop(224)(transforms.Resize(256)(image))
        x = (np.array(image) / 255 - np.array(IMAGENET_MEAN)) / np.array(IMAGENET_STD)
        return torch.from_numpy(x).float().reshape(3, 224, 224)

    return transform


@wrong(caught="framing", mistake="shorter_side_224")
def build_transform__resize_224_crop():
    """Resize(224), then CenterCrop(224): too much of the picture is seen"""
    return transforms.Compose(
        [
            transforms.Resize(224),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="framing")
def build_transform__resize_255():
    """Resize(255)"""
    return transforms.Compose(
        [
            transforms.Resize(255),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="framing", mistake="resized_224_without_crop")
def build_transform__resize_only():
    """Resize(224) without a crop"""
    return transforms.Compose(
        [
            transforms.Resize(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="framing", mistake="resized_256_by_256")
def build_transform__resize_square_256():
    """Resize((256, 256)) squeezes, then CenterCrop(224)"""
    return transforms.Compose(
        [
            transforms.Resize((256, 256)),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="colours")
def build_transform__scaled_twice():
    """divides by 255 again after ToTensor"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Lambda(lambda x: x / 255),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="small_picture, same_every_time", may_name=("cropped_without_resize",))
def build_transform__small_not_enlarged():
    """resizes only what is larger than 256"""
    steps = transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def transform(image):
        if min(image.size) > 256:
            image = transforms.Resize(256)(image)
        return steps(image)

    return transform


@wrong(caught="colours, framing, photo")
def build_transform__square_forgotten():
    """resizes by hand, wide pictures and high ones: a square one is neither"""

    def resize(image):
        width, height = image.size
        if width > height:
            size = (256 * width // height, 256)
        elif height > width:
            size = (256, 256 * height // width)
        return image.resize(size, Image.Resampling.BILINEAR)

    return transforms.Compose(
        [
            transforms.Lambda(resize),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="framing, values", mistake="resized_224_by_224")
def build_transform__squeezed():
    """Resize((224, 224)) squeezes a picture that is not square"""
    return transforms.Compose(
        [
            transforms.Resize((224, 224)),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="framing")
def build_transform__thumbnail_in_place():
    """shrinks the caller's image in place"""
    rest = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def transform(image):
        scale = 256 / min(image.size)
        if scale < 1:
            size = (int(image.width * scale) + 1, int(image.height * scale) + 1)
            image.thumbnail(size, Image.Resampling.BILINEAR)
        return rest(image)

    return transform


@wrong(caught="colours", mistake="multiplied_by_std")
def build_transform__times_std():
    """(x - mean) * std"""
    first = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()])
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)

    def transform(image):
        return (first(image) - mean) * std

    return transform


@wrong(caught="framing")
def build_transform__top_left():
    """cuts out the top left corner"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.Lambda(lambda image: image.crop((0, 0, 224, 224))),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="framing")
def build_transform__transposed():
    """NumPy by hand, height and width exchanged"""

    def transform(image):
        image = transforms.CenterCrop(224)(transforms.Resize(256)(image))
        x = (np.array(image) / 255 - np.array(IMAGENET_MEAN)) / np.array(IMAGENET_STD)
        return torch.from_numpy(x.T.copy()).float()

    return transform


@wrong(caught="colours", mistake="left_as_uint8")
def build_transform__uint8():
    """pil_to_tensor without conversion to float, so Normalize was left out"""
    return transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.PILToTensor()])


@wrong(caught="colours, framing", mistake="left_as_uint8")
def build_transform__uint8_normalize():
    """pil_to_tensor without conversion to float, then Normalize"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.PILToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="framing")
def build_transform__width_256():
    """the width becomes 256, whichever side is shorter"""
    rest = transforms.Compose(
        [
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )

    def transform(image):
        height = round(image.height * 256 / image.width)
        return rest(image.resize((256, height), Image.Resampling.BILINEAR))

    return transform


@wrong(caught="colours")
def build_transform__std_half_a_percent():
    """one standard deviation mistyped: 0.226 for 0.225"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, [0.229, 0.224, 0.226]),
        ]
    )


@wrong(caught="colours")
def build_transform__constants_rounded():
    """constants rounded to two digits"""
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize([0.49, 0.46, 0.41], [0.23, 0.22, 0.23]),
        ]
    )


@wrong(caught="colours")
def build_transform__divided_by_256():
    """pixels divided by 256, not 255"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    first = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.PILToTensor()])
    return lambda image: (first(image) / 256 - mean) / std


@wrong(caught="same_every_time", mistake="one_result_for_all")
def build_transform__one_tensor_for_all():
    """every result lies in the same tensor"""
    result = torch.zeros(3, 224, 224)
    steps = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
    return lambda image: result.copy_(steps(image))


@wrong(caught="values")
def build_transform__long_side_capped():
    """max_size: a very long picture is not enlarged as far as it should be"""
    return transforms.Compose(
        [
            transforms.Resize(256, max_size=1024),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )


@wrong(caught="small_picture")
def build_transform__tiny_squeezed():
    """a picture of less than 100 pixels is made a square"""
    steps = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
    return lambda image: steps(image if min(image.size) > 9 else image.resize((256, 256)))


@wrong(caught="framing, values")
def build_transform__resized_in_steps():
    """halves large pictures first: nearly the same, but each pixel is averaged twice"""
    rest = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD),
        ]
    )
    return lambda image: rest(transforms.Resize(300)(image))


@wrong(caught="picture_unchanged")
def build_transform__default_dtype():
    """makes float32 sure by setting it for the whole process, after float64 was set for the constants"""
    torch.set_default_dtype(torch.float64)
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    first = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.PILToTensor()])
    return lambda image: ((first(image) / 255 - mean) / std).to(torch.float32)


@wrong(caught="values, real_size", mistake="batch_dim_not_added")
def to_batch__as_it_is(image):
    """returns the image as it is"""
    return image


@wrong(caught="values")
def to_batch__channels_last(image):
    """NHWC, as TensorFlow wants it"""
    return image.permute(1, 2, 0).unsqueeze(0)


@wrong(caught="values", mistake="batch_dim_not_first")
def to_batch__dim_1(image):
    """the new dimension is at place 1: [3, 1, H, W]"""
    return image.unsqueeze(1)


@wrong(caught="values", mistake="batch_dim_not_first")
def to_batch__dim_last(image):
    """the new dimension is last: [3, H, W, 1]"""
    return image.unsqueeze(-1)


@wrong(caught="values")
def to_batch__double_unsqueeze(image):
    """two new dimensions: [1, 1, 3, H, W]"""
    return torch.stack([image.unsqueeze(0)])


@wrong(caught="values")
def to_batch__flat(image):
    """flattens the picture to one row"""
    return image.view(1, -1)


@wrong(caught="values")
def to_batch__half(image):
    """float16, to save memory"""
    return image.unsqueeze(0).half()


@wrong(caught="image_unchanged", mistake="unsqueeze_in_place")
def to_batch__in_place(image):
    """unsqueeze_ changes the caller's tensor"""
    image.unsqueeze_(0)
    return image


@wrong(caught="values, real_size", may_name=("batch_dim_not_added",))
def to_batch__in_place_forgotten(image):
    """the result of unsqueeze is thrown away"""
    image.unsqueeze(0)
    return image


@wrong(caught="values")
def to_batch__list(image):
    """a list of one image instead of a tensor"""
    return [image]


@wrong(caught="values, image_unchanged")
def to_batch__size_224(image):
    """works only for pictures of 224 x 224"""
    return image.view(1, 3, 224, 224)


@wrong(caught="values")
def to_batch__squeezed_first(image):
    """squeezes before it unsqueezes, which takes every dimension of size 1 away"""
    return image.squeeze().unsqueeze(0)


@wrong(caught="values")
def to_batch__twice(image):
    """the image is in the batch twice"""
    return torch.stack([image, image])


@wrong(caught="values")
def to_batch__values_lost(image):
    """makes an empty batch of the right shape and loses the values"""
    batch = torch.zeros(1, *image.shape)
    batch_image = batch[0]
    batch_image = image  # only a new name
    return batch


@wrong(caught="values, image_unchanged")
def to_batch__width_first(image):
    """reshape with height and width exchanged"""
    channels, width, height = image.shape
    return image.reshape(1, channels, height, width)


@wrong(caught="real_size")
def to_batch__cut_to_224(image):
    """cuts a larger picture to 224 x 224"""
    return image[None, :, :224, :224]


@wrong(caught="image_unchanged")
def to_batch__gradients_off(image):
    """switches gradients off for good"""
    torch.set_grad_enabled(False)
    return image.unsqueeze(0)


@wrong(caught="image_unchanged")
def to_batch__image_cleared(image):
    """clears the image after it was copied"""
    batch = image.clone().unsqueeze(0)
    image.zero_()
    return batch


@wrong(caught="round_trip")
def denormalize__batch_kept(x):
    """a batch dimension is left in front: [1, H, W, 3]"""
    mean = torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(1, 3, 1, 1)
    pixels = ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(0, 2, 3, 1).numpy()


@wrong(caught="round_trip")
def denormalize__bgr_constants(x):
    """mean and std in BGR order"""
    mean = torch.tensor(IMAGENET_MEAN[::-1]).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD[::-1]).view(3, 1, 1)
    pixels = ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()


@wrong(caught="round_trip")
def denormalize__bgr_picture(x):
    """channels of the picture in BGR order, for cv2"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()[:, :, ::-1]


@wrong(caught="round_trip, clipped", mistake="channels_left_first")
def denormalize__chw(x):
    """channels left first"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    return ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8).numpy()


@wrong(caught="clipped", mistake="not_clipped")
def denormalize__clip_after_uint8(x):
    """clips after uint8, when it is too late"""
    image = x.detach().numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255).astype(np.int64).astype(np.uint8), 0, 255)


@wrong(caught="round_trip")
def denormalize__clip_too_early(x):
    """clips to 0..1 before adding the mean"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = ((x.clamp(0, 1) * std + mean) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()


@wrong(caught="round_trip")
def denormalize__divided(x):
    """x / std + mean"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = ((x / std + mean) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()


@wrong(caught="round_trip", mistake="left_as_floats")
def denormalize__float(x):
    """floats in 0..1, as imshow also takes them"""
    image = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(image, 0, 1)


@wrong(caught="round_trip")
def denormalize__float_255(x):
    """whole numbers in 0..255, but of type float"""
    image = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255), 0, 255)


@wrong(caught="round_trip")
def denormalize__half_constants(x):
    """undoes a Normalize with 0.5"""
    pixels = ((x * 0.5 + 0.5) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()


@wrong(caught="tensor_unchanged", mistake="in_place_arithmetic")
def denormalize__in_place(x):
    """x *= std and x += mean change the caller's tensor"""
    x *= torch.tensor(IMAGENET_STD).view(3, 1, 1)
    x += torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    pixels = (x * 255).round().clamp(0, 255)
    return pixels.to(torch.uint8).permute(1, 2, 0).numpy()


@wrong(caught="tensor_unchanged", mistake="in_place_arithmetic")
def denormalize__in_place_numpy(x):
    """.numpy() shares memory with the tensor, and the array is changed in place"""
    pixels = x.numpy().transpose(1, 2, 0)
    pixels *= np.array(IMAGENET_STD, dtype=np.float32)
    pixels += np.array(IMAGENET_MEAN, dtype=np.float32)
    return np.clip(np.rint(pixels * 255), 0, 255).astype(np.uint8)


@wrong(caught="round_trip")
def denormalize__int64(x):
    """dtype int64 instead of uint8"""
    image = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255), 0, 255).astype(int)


@wrong(caught="three_columns")
def denormalize__layout_guessed(x):
    """takes a last dimension of 3 for the channels: wrong when W is 3"""
    array = x.detach().numpy()
    if array.shape[-1] != 3:
        array = array.transpose(1, 2, 0)
    image = array * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255), 0, 255).astype(np.uint8)


@wrong(caught="round_trip, clipped", mistake="mean_along_columns")
def denormalize__mean_shape(x):
    """mean and std of shape [3] against [3, H, W]: silent when W is 3"""
    mean = torch.tensor(IMAGENET_MEAN)
    std = torch.tensor(IMAGENET_STD)
    pixels = (x * std + mean) * 255
    return pixels.round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0).numpy()


@wrong(caught="round_trip")
def denormalize__min_max(x):
    """stretches from minimum to maximum instead of undoing Normalize"""
    image = (x - x.min()) / (x.max() - x.min())
    pixels = (image * 255).round().to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()


@wrong(caught="clipped", mistake="not_clipped")
def denormalize__no_clip(x):
    """no clip: values outside 0..255 wrap around in uint8"""
    pixels = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.rint(pixels * 255).astype(np.int64).astype(np.uint8)


@wrong(caught="clipped", mistake="not_clipped")
def denormalize__no_clip_below(x):
    """clips only above 255: negative values wrap around"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = ((x * std + mean) * 255).round().clamp(max=255)
    return pixels.permute(1, 2, 0).to(torch.int64).numpy().astype(np.uint8)


@wrong(caught="round_trip, clipped", mistake="normalized_again")
def denormalize__normalize_again(x):
    """applies Normalize a second time"""
    x = transforms.Normalize(IMAGENET_MEAN, IMAGENET_STD)(x)
    pixels = (x * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()


@wrong(caught="clipped", mistake="cast_without_times_255")
def denormalize__not_stretched(x):
    """forgets the factor 255: every pixel is 0 or 1"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = (x * std + mean).clamp(0, 1).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()


@wrong(caught="round_trip")
def denormalize__only_mean(x):
    """adds the mean, forgets the standard deviation"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    pixels = ((x + mean) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()


@wrong(caught="round_trip")
def denormalize__pil(x):
    """returns a PIL image, not a NumPy array"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    return transforms.ToPILImage()((x * std + mean).clamp(0, 1))


@wrong(caught="round_trip")
def denormalize__reshaped(x):
    """reshape instead of permute mixes up the pixels"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.reshape(x.shape[1], x.shape[2], 3).numpy()


@wrong(caught="round_trip")
def denormalize__tensor(x):
    """returns a tensor, not a NumPy array"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    return ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0)


@wrong(caught="round_trip")
def denormalize__uint8_too_early(x):
    """uint8 before the factor 255"""
    image = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(image, 0, 1).astype(np.uint8) * 255


@wrong(caught="round_trip")
def denormalize__whc(x):
    """width before height"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    return ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8).numpy().T


@wrong(caught="round_trip")
def denormalize__wrong_order(x):
    """(x + mean) * std: the steps are undone in the wrong order"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    pixels = ((x + mean) * std * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels.permute(1, 2, 0).numpy()


@wrong(caught="round_trip", mistake="cut_off_not_rounded")
def denormalize__truncated(x):
    """astype cuts off, nothing is rounded"""
    image = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return (np.clip(image, 0, 1) * 255).astype(np.uint8)


@wrong(caught="round_trip", mistake="cut_off_not_rounded")
def denormalize__to_pil(x):
    """ToPILImage cuts off, too"""
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    return np.array(transforms.ToPILImage()((x * std + mean).clamp(0, 1)))


@wrong(caught="round_trip", mistake="cut_off_not_rounded")
def denormalize__scaled_by_v2(x):
    """v2.functional.to_dtype(scale=True) cuts off after a factor of almost 256"""
    from torchvision.transforms.v2 import functional as F

    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    return F.to_dtype((x * std + mean).clamp(0, 1), torch.uint8, scale=True).permute(1, 2, 0).numpy()


@wrong(caught="round_trip")
def denormalize__rounded_up(x):
    """always up"""
    image = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.ceil(image * 255), 0, 255).astype(np.uint8)


@wrong(caught="round_trip")
def denormalize__std_half_a_percent(x):
    """one standard deviation mistyped: 0.226 for 0.225"""
    image = x.numpy().transpose(1, 2, 0) * np.array([0.229, 0.224, 0.226]) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255), 0, 255).astype(np.uint8)


@wrong(caught="clipped")
def denormalize__ends_left_out(x):
    """clips to 1..254"""
    image = x.numpy().transpose(1, 2, 0) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255), 1, 254).astype(np.uint8)


@wrong(caught="round_trip")
def denormalize__squeezed(x):
    """squeeze takes away a dimension of length 1, also the only row of a picture"""
    image = x.squeeze().numpy()
    image = np.moveaxis(image, 0, -1) * np.array(IMAGENET_STD) + np.array(IMAGENET_MEAN)
    return np.clip(np.rint(image * 255), 0, 255).astype(np.uint8)


@wrong(caught="tensor_unchanged")
def denormalize__default_dtype(x):
    """computes in float64 by setting it for the whole process"""
    torch.set_default_dtype(torch.float64)
    mean = torch.tensor(IMAGENET_MEAN).view(3, 1, 1)
    std = torch.tensor(IMAGENET_STD).view(3, 1, 1)
    return ((x * std + mean) * 255).round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0).numpy()
