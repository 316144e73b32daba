# sample execution (requires torchvision), from pytorch.org/hub/pytorch_vision_fcn_resnet101
import numpy as np
import torch
from PIL import Image


def segment(model, input_batch):
    model.eval()

    # move the input and model to GPU for speed if available
    if torch.cuda.is_available():
        input_batch = input_batch.to('cuda')
        model.to('cuda')

    with torch.no_grad():
        output = model(input_batch)['out']
    output_predictions = output.argmax(1)
    return output_predictions.cpu()


def color_palette(num_classes=21):
    # create a color pallette, selecting a color for each class
    palette = torch.tensor([2 ** 25 - 1, 2 ** 15 - 1, 2 ** 21 - 1])
    colors = torch.as_tensor([i for i in range(num_classes)])[:, None] * palette
    colors = (colors % 255).numpy().astype("uint8")
    return colors


def colorize(mask, palette, size):
    # plot the semantic segmentation predictions in each color
    colors = np.array(palette).astype("uint8")
    r = Image.fromarray(mask.byte().cpu().numpy()).resize(size, Image.NEAREST)
    r.putpalette(colors.flatten().tolist())
    return r


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    image = np.array(image.convert('RGB'))
    image[mask.numpy() != class_id] = background
    return Image.fromarray(image)


def _fast_hist(label_true, label_pred, n_class):
    mask = (label_true >= 0) & (label_true < n_class)
    hist = np.bincount(
        n_class * label_true[mask].astype(int) + label_pred[mask], minlength=n_class ** 2
    ).reshape(n_class, n_class)
    return hist


def mean_iou(pred, target, num_classes):
    # https://github.com/wkentaro/pytorch-fcn/blob/main/torchfcn/utils.py
    hist = np.zeros((num_classes, num_classes))
    hist += _fast_hist(target.numpy().flatten(), pred.numpy().flatten(), num_classes)
    with np.errstate(divide='ignore', invalid='ignore'):
        iu = np.diag(hist) / (hist.sum(axis=1) + hist.sum(axis=0) - np.diag(hist))
    return np.nanmean(iu)
