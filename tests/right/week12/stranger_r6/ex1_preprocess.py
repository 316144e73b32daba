from PIL import Image
from torchvision import transforms as T
from torchvision.transforms import functional as TF, InterpolationMode
from torch import nn
import torch

class Pre(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(-1, 1, 1))
        self.register_buffer("std", torch.tensor([0.229, 0.224, 0.225]).view(-1, 1, 1))
    @torch.inference_mode()
    def forward(self, img):
        img = TF.center_crop(TF.resize(img, [256], InterpolationMode.BILINEAR), [224, 224])
        return (TF.pil_to_tensor(img) / 255.0 - self.mean) / self.std

def build_transform(): return Pre()

def load_rgb(path):
    im = Image.open(path)
    match im.mode:
        case "RGB":
            im.load()
            return im
        case "P" | "LA" | "PA" | "La":
            return im.convert("RGBA").convert("RGB")
        case "RGBA":
            bg = Image.new("RGB", im.size, "black")
            bg.paste(im, mask=im.getchannel("A"))
            return bg
        case _:
            return im.convert("RGB")

@torch.inference_mode()
def to_batch(image): return torch.cat([image.clone().unsqueeze_(0)])

def denormalize(x):
    m = torch.tensor([0.485, 0.456, 0.406])
    s = torch.tensor([0.229, 0.224, 0.225])
    y = torch.movedim(x, 0, -1) * s + m
    return torch.floor(y.clip(0, 1) * 255 + 0.5).to(torch.uint8).numpy()
