import torch
from PIL import Image
from torchvision.io import ImageReadMode, decode_image
from torchvision.transforms import InterpolationMode, v2
from torchvision.transforms.v2 import functional as F

MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def load_rgb(path):
    image = Image.open(path)
    image = F.to_image(image.convert("RGB"))  # tv_tensors.Image, uint8 [3, H, W]
    return F.to_pil_image(image)


def build_transform():
    return v2.Compose(
        [
            v2.ToImage(),
            v2.Resize(256, interpolation=InterpolationMode.BILINEAR, antialias=True),
            v2.CenterCrop(224),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize(mean=MEAN, std=STD),
            v2.ToPureTensor(),
        ]
    ).eval()


to_batch = v2.Lambda(lambda image: image.unsqueeze(dim=0))


class Denormalize(v2.Transform):
    def __init__(self):
        super().__init__()
        std = [1 / s for s in STD]
        mean = [-m / s for m, s in zip(MEAN, STD)]
        self.steps = v2.Compose([v2.Normalize(mean, std), v2.Lambda(lambda t: t.mul(255).round().clamp(0, 255))])

    def transform(self, inpt, params):
        return self.steps(inpt)


def denormalize(x):
    image = Denormalize()(x)
    return v2.ToDtype(torch.uint8, scale=False)(image).permute(1, 2, 0).contiguous().numpy()
