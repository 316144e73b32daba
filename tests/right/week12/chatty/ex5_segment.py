import numpy as np
import torch
from PIL import Image


def segment(model, batch):
    print(model)
    print("training", model.training, "batch", batch.shape, f"{batch.mean():.3f}")
    model.eval()
    with torch.no_grad():
        output = model(batch)
    print("output", type(output), output.keys())
    for key, value in output.items():
        print(f"  {key}: {value.shape} {value.dtype}, {value.min():.3f} .. {value.max():.3f}")
    classes = output["out"].argmax(dim=1)
    print("classes", torch.unique(classes, return_counts=True))
    return classes


def color_palette(num_classes=21):
    colors = np.zeros((num_classes, 3), dtype=np.uint8)
    for i in range(num_classes):
        rgb = [i * (2**25 - 1) % 255, i * (2**15 - 1) % 255, i * (2**21 - 1) % 255]
        print(f"class {i:3d}: {rgb} #{rgb[0]:02x}{rgb[1]:02x}{rgb[2]:02x}")
        colors[i] = rgb
    return colors


def colorize(mask, palette, size):
    print("mask", mask.shape, mask.dtype, "classes", mask.unique().tolist(), f"biggest {mask.max()}")
    print("palette", type(palette), palette.shape, palette.dtype, palette[0], palette[-1])
    print("size", size)
    rgb = np.asarray(palette)[mask.numpy()].astype(np.uint8)
    picture = Image.fromarray(rgb).resize(size, Image.NEAREST)
    print(picture)
    return picture


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    print(image, image.mode, image.size, "class", class_id, "background", background)
    keep = (mask == class_id).numpy()
    print(f"{keep.sum()} of {keep.size} pixels stay ({keep.mean():.1%})")
    out = np.array(image.convert("RGB"))
    out[~keep] = background
    return Image.fromarray(out)


def mean_iou(pred, target, num_classes):
    print("pred", pred.shape, pred.dtype, "target", target.shape, target.dtype, "classes", num_classes)
    valid = target != 255
    print(f"{(~valid).sum().item()} pixels ignored")
    total = []
    for c in range(num_classes):
        p = (pred == c)[valid]
        t = (target == c)[valid]
        inter, union = (p & t).sum(), (p | t).sum()
        if union == 0:
            print(f"class {c}: absent")
            continue
        print(f"class {c}: {inter} / {union} = {inter / union:.4f}")
        total.append(inter.item() / union.item())
    print(f"mean {sum(total) / len(total):.4f}")
    return sum(total) / len(total)
