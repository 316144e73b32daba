"""연습 6. 무엇이 어디에 있는지: 물체 검출.

분류는 이미지 한 장에 이름 하나를 붙이지만, 검출(object detection)은 이미지 안의 물체마다 상자와 이름과 점수를
내놓습니다. 이 파일에서 검출기(예: Faster R-CNN)를 한 번 실행하고, 믿을 만한 것만 골라 이름을 붙이고, 겹치는
상자를 정리하고, 결과를 그림으로 그립니다.

Exercise 6. What is where: object detection.

Classification gives one name to a whole image; a detector gives a box, a class and a score to every object
in it. Here you run a detector once (Faster R-CNN, for example), keep what is certain enough and give it a
name, clear up boxes that overlap, and draw the result.

상자 / a box: (x1, y1, x2, y2), 픽셀 단위 / in pixels

    (x1, y1)  왼쪽 위 / top left            x 는 오른쪽으로 / x goes right, x1 < x2
    (x2, y2)  오른쪽 아래 / bottom right    y 는 아래로 / y goes down, y1 < y2

확인 / check:  python -m grader week12 ex6
"""

from collections.abc import Sequence

import torch
from PIL import Image, ImageDraw
from torch import Tensor, nn

Box = tuple[float, float, float, float]  # (x1, y1, x2, y2)
Detection = tuple[str, float, Box]  # (name, score, box)


def detect(model: nn.Module, image: Tensor) -> dict[str, Tensor]:
    """이미지 한 장에 검출기를 실행합니다. torchvision 의 검출기는 배치 텐서 하나가 아니라 이미지의 리스트를
    받고(이미지마다 크기가 달라도 되도록), 이미지마다 딕셔너리 하나씩을 담은 리스트를 돌려줍니다. 정규화와
    크기 조절은 검출기 안에서 합니다. 평가 모드에서, 기울기 없이 실행하고, 결과 텐서는 CPU 로 가져옵니다. 찾은
    것은 모두 그대로 돌려줍니다. 기울기는 이 호출 동안만 끄고, 모델은 평가 모드로 두거나 원래 모드로 돌려놓습니다.

    Run a detector on one image. torchvision's detectors take a list of images, not one batch tensor (so that
    the images may differ in size), and return a list with one dictionary for each image. They normalise and
    resize inside. Run in evaluation mode, without gradient, and bring the tensors of the result to the CPU.
    Return all that it finds, as it is. Gradients are off during this call only, and the model may stay in
    evaluation mode or get its mode back; nothing else of it changes.

    model:  a detector; in training mode it would ask for the right answers (targets)
    image:  float [3, H, W] in 0..1
    result: the dictionary of this image, n = number of boxes, n may be 0
            "boxes" float [n, 4], "labels" int64 [n], "scores" float [n] in 0..1
    """
    raise NotImplementedError("ex6_detect.detect")


def filter_detections(
    prediction: dict[str, Tensor], class_names: list[str], threshold: float = 0.5
) -> list[Detection]:
    """점수가 기준(threshold)보다 큰 검출만 골라 (이름, 점수, 상자) 로, 점수가 높은 것부터 돌려줍니다. 기준과
    같은 점수는 빠집니다. 입력의 순서는 정해져 있지 않습니다. 하나도 남지 않으면 빈 리스트입니다. 텐서가
    아니라 파이썬 문자열, float, float 네 개의 튜플로 돌려줍니다.

    Keep the detections whose score is above the threshold and return them as (name, score, box), highest
    score first. A score equal to the threshold is not above it. The input may be in any order. When nothing
    is left, the answer is an empty list. Return Python strings, floats and tuples of four floats, no tensors.

    prediction:  "boxes" [n, 4], "labels" [n], "scores" [n]; row i of all three is one object
    class_names: class_names[label] is the name of a label; number 0 is the background and never occurs
    result:      list of (name, score, (x1, y1, x2, y2))

    예 / example, threshold 0.5, class_names ["__background__", "person", "cat"]:

        labels [1, 2, 1]   scores [0.25, 0.75, 1.0]   ->   [("person", 1.0, ...), ("cat", 0.75, ...)]
    """
    raise NotImplementedError("ex6_detect.filter_detections")


def count_objects(detections: list[Detection]) -> dict[str, int]:
    """이름마다 몇 개가 검출되었는지 셉니다.

    How many objects of each name were detected.

    detections: list of (name, score, box), in any order, maybe empty
    result:     only the names that occur

    >>> count_objects([("dog", 0.9, (0, 0, 5, 5)), ("cat", 0.8, (1, 1, 4, 4)), ("dog", 0.7, (6, 0, 9, 5))])
    {'dog': 2, 'cat': 1}
    """
    raise NotImplementedError("ex6_detect.count_objects")


def box_iou(a: Sequence[float] | Tensor, b: Sequence[float] | Tensor) -> float:
    """두 상자가 얼마나 겹치는지를 0 에서 1 사이의 숫자로 나타냅니다(intersection over union). 겹친 부분의
    넓이를 합친 부분의 넓이로 나눈 값입니다. 겹치지 않으면 0.0 입니다. 결과는 반올림하지 않은 파이썬 float 입니다.
    좌표는 소수일 수 있고, 그림의 너비와 높이로 나눈 0..1 일 수도 있습니다.

    How much two boxes overlap, as a number from 0 to 1: the area that they share, divided by the area that
    they cover together. 0.0 when they do not overlap. The result is a Python float, not rounded. Coordinates may
    be fractions, also in 0..1, when they were divided by the size of the picture.

        IoU(a, b) = |a ∩ b| / |a ∪ b|          넓이 / area = (x2 - x1) * (y2 - y1)

    a, b: (x1, y1, x2, y2), 튜플, 리스트 또는 텐서 / tuple, list or tensor [4]

    >>> box_iou((0, 0, 2, 2), (1, 1, 3, 3))  # 겹친 넓이 1, 합친 넓이 7 / shared 1, together 7
    0.14285714285714285
    """
    raise NotImplementedError("ex6_detect.box_iou")


def nms(
    boxes: Sequence[Sequence[float]] | Tensor, scores: Sequence[float] | Tensor, iou_threshold: float = 0.5
) -> list[int]:
    """같은 물체에 여러 번 친 상자를 정리합니다(non-maximum suppression). 남은 상자 가운데 점수가 가장 높은
    것을 남기고, 그것과의 IoU 가 기준보다 큰 상자를 버립니다. 상자가 없어질 때까지 되풀이합니다. IoU 가 기준과
    같으면 남습니다. 점수가 같으면 번호가 작은 것이 먼저입니다.

    Clear up boxes that were drawn several times around the same object (non-maximum suppression). Keep the
    box with the highest score of those that are left, drop the boxes whose IoU with it is above the
    threshold, and go on until no box is left. An IoU equal to the threshold stays. With equal scores the
    lower index comes first. A box that was dropped drops no other box.

    boxes:  [n, 4], 텐서 또는 리스트 / tensor or list; n may be 0
    scores: [n]
    result: 남은 상자의 번호, 점수가 높은 것부터 / indices of the boxes that are kept, highest score first

    >>> nms([(0, 0, 2, 2), (5, 5, 7, 7), (0, 0, 2, 1.9)], [0.6, 0.7, 0.9])
    [2, 1]
    """
    raise NotImplementedError("ex6_detect.nms")


def draw_detections(
    image: Image.Image,
    detections: list[Detection],
    color: tuple[int, int, int] = (0, 255, 0),
    width: int = 3,
) -> Image.Image:
    """이미지의 사본에 상자의 테두리와 이름을 그려 돌려줍니다. 받은 이미지는 바꾸지 않습니다. 테두리만 그리고
    안을 채우지 않습니다. 테두리의 두께는 `width` 픽셀입니다. 이름을 쓰는 자리와 모양은 자유입니다.

    Draw the outline of each box and its name on a copy of the image, and return the copy. The image that you
    were given stays as it is. Only the outline is drawn, `width` pixels thick, the inside is not filled.
    Where and how the name is written is up to you.

    image:      RGB
    detections: list of (name, score, (x1, y1, x2, y2)), maybe empty
    result:     RGB, the same size
    """
    raise NotImplementedError("ex6_detect.draw_detections")
