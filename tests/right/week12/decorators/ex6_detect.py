import functools
from collections import Counter

import torch
import torchvision
from PIL import ImageDraw


def on_cpu(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return {key: value.cpu() for key, value in function(*args, **kwargs).items()}

    return wrapper


def evaluated(function):
    @functools.wraps(function)
    def wrapper(model, *args, **kwargs):
        training = model.training
        try:
            return function(model.eval(), *args, **kwargs)
        finally:
            model.train(training)

    return wrapper


@on_cpu
@evaluated
@torch.no_grad()
def detect(model, image):
    return model([image])[0]


def best_first(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return sorted(function(*args, **kwargs), key=lambda detection: detection[1], reverse=True)

    return wrapper


@best_first
def filter_detections(prediction, class_names, threshold=0.5):
    for box, label, score in zip(prediction["boxes"], prediction["labels"], prediction["scores"]):
        if score.item() > threshold:
            yield class_names[label.item()], score.item(), tuple(box.tolist())


def count_objects(detections):
    counter = Counter()
    counter.update(name for name, *_ in detections)
    return counter


def tensors(**shapes):
    """The named arguments become float64 tensors of that shape."""

    def decorate(function):
        names = function.__code__.co_varnames

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            bound = dict(zip(names, args)) | kwargs
            for name, shape in shapes.items():
                bound[name] = torch.as_tensor(bound[name], dtype=torch.float64).reshape(shape)
            return function(**bound)

        return wrapper

    return decorate


@tensors(a=(1, 4), b=(1, 4))
def box_iou(a, b):
    return torchvision.ops.box_iou(a, b)[0, 0].item()


@tensors(boxes=(-1, 4), scores=(-1,))
def nms(boxes, scores, iou_threshold=0.5):
    # all in one class
    classes = torch.zeros(len(boxes), dtype=torch.int64)
    return torchvision.ops.batched_nms(boxes, scores, classes, iou_threshold).tolist()


def on_a_copy(function):
    @functools.wraps(function)
    def wrapper(image, *args, **kwargs):
        image = image.copy()
        function(ImageDraw.Draw(image), *args, **kwargs)
        return image

    return wrapper


@on_a_copy
def draw_detections(draw, detections, color=(0, 255, 0), width=3):
    for name, score, box in detections:
        draw.rectangle(list(box), outline=tuple(color), width=width)
        draw.text((box[0] + 4, box[1] + 4), f"{name} {score:.2f}", fill=tuple(color))
