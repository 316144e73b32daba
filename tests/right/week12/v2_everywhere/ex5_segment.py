import numpy as np
import torch
from torchvision import tv_tensors
from torchvision.transforms import InterpolationMode, v2
from torchvision.transforms.v2 import functional as F


def segment(model, batch):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        out = model(batch)["out"]
    model.train(was_training)
    return out.argmax(1)


def color_palette(num_classes=21):
    i = torch.arange(num_classes, dtype=torch.int64)
    return torch.stack([i * (2**n - 1) % 255 for n in (25, 15, 21)], dim=-1).byte()


def colorize(mask, palette, size):
    width, height = size
    mask = tv_tensors.Mask(mask)
    mask = v2.Resize([height, width], interpolation=InterpolationMode.NEAREST_EXACT)(mask)
    colors = torch.as_tensor(palette)[mask.as_subclass(torch.Tensor).long()]  # [h, w, 3]
    return F.to_pil_image(colors.permute(2, 0, 1).to(torch.uint8))


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    image = v2.RGB()(image) if image.mode in ("L", "RGB") else image.convert("RGB")
    tensor = F.pil_to_tensor(image).clone()
    other = mask != class_id
    for channel, value in enumerate(background):
        tensor[channel].masked_fill_(other, value)
    return v2.ToPILImage()(tensor)


def mean_iou(pred, target, num_classes):
    known = target != 255
    one_hot_p = torch.nn.functional.one_hot(pred[known].long(), num_classes).bool()  # [pixels, C]
    one_hot_t = torch.nn.functional.one_hot(target[known].long(), num_classes).bool()
    intersection = (one_hot_p & one_hot_t).sum(0)
    union = (one_hot_p | one_hot_t).sum(0)
    present = union.nonzero().squeeze(1)
    return (intersection[present] / union[present]).mean().item()
