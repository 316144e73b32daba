import numpy as np, torch
from PIL import Image
segment = lambda model, batch: torch.inference_mode()(model.eval())(batch)["out"].max(1)[1]
color_palette = lambda num_classes=21: np.uint8(np.outer(np.arange(num_classes), [2**25 - 1, 2**15 - 1, 2**21 - 1]) % 255)
colorize = lambda mask, palette, size: Image.fromarray(np.array(palette)[mask.numpy()]).resize(size, 0)
cut_out = lambda image, mask, class_id, background=(255, 255, 255): Image.composite(image.convert("RGB"), Image.new("RGB", image.size, background), Image.fromarray((mask == class_id).numpy()))
mean_iou = lambda pred, target, num_classes: float(np.mean([((pred == c) & (target == c)).sum() / u for c in range(num_classes) if (u := (((pred == c) | (target == c)) & (target != 255)).sum())]))
