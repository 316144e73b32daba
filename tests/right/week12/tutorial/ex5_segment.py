# FCN-ResNet101 / DeepLabV3, based on the PyTorch Hub page
import numpy as np
import torch
from PIL import Image
from torch.autograd import Variable

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Evaluator:
    """A confusion matrix, as in the reference implementations of FCN and DeepLab."""

    def __init__(self, num_class):
        self.num_class = num_class
        self.confusion_matrix = np.zeros((num_class,) * 2)

    def add_batch(self, gt_image, pre_image):
        mask = (gt_image >= 0) & (gt_image < self.num_class)
        label = self.num_class * gt_image[mask].astype("int") + pre_image[mask]
        count = np.bincount(label, minlength=self.num_class**2)
        self.confusion_matrix += count.reshape(self.num_class, self.num_class)

    def mean_iou(self):
        cm = self.confusion_matrix
        with np.errstate(divide="ignore", invalid="ignore"):
            iu = np.diag(cm) / (cm.sum(axis=1) + cm.sum(axis=0) - np.diag(cm))
        return np.nanmean(iu)  # an absent class is nan, and left out


def mean_iou(pred, target, num_classes):
    evaluator = Evaluator(num_classes)
    for lp, lt in zip(pred, target, strict=True):
        evaluator.add_batch(lt.numpy(), lp.numpy())
    return float(evaluator.mean_iou())


def color_palette(num_classes=21):
    palette = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = torch.as_tensor(list(range(num_classes)))[:, None] * palette
    return (colors % 255).numpy().astype("uint8")


def colorize(mask, palette, size):
    if torch.is_tensor(palette):
        palette = palette.numpy()
    r = Image.fromarray(mask.byte().cpu().numpy())
    r.putpalette(palette.astype("uint8").tobytes())
    return r.resize(size).convert("RGB")  # a palette image is always resized with NEAREST


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    result = image.copy()
    if result.mode != "RGB":
        result = result.convert("RGB")
    elsewhere = (torch.as_tensor(mask) != class_id).numpy()
    result.paste(background, mask=Image.fromarray(np.uint8(elsewhere * 255)))
    return result


def segment(model, batch):
    was_training = model.training
    model = model.eval()
    with torch.no_grad():
        output = model(Variable(batch))["out"]
    _, output_predictions = torch.max(output, 1)
    model.train(was_training)
    return output_predictions.detach().cpu().long()


print("device:", device)
