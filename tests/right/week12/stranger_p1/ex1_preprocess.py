import functools, numpy as np, torch
from PIL import Image
from torchvision import transforms as T
@functools.cache
def load_rgb(path):
    return Image.open(path).convert("RGB")
@functools.cache
def build_transform():
    return T.Compose([T.Resize(256), T.CenterCrop(224), T.ToTensor(), T.Normalize([.485,.456,.406],[.229,.224,.225])])
def to_batch(image): return torch.utils.data.default_collate([image])
def denormalize(x):
    x = x.clone()
    for t, m, s in zip(x, [.485,.456,.406],[.229,.224,.225]): t.mul_(s).add_(m)
    return (x.numpy().transpose(1,2,0).clip(0,1)*255+0.5).astype("uint8")
