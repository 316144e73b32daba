"""연습 5. 픽셀마다 클래스 하나: 의미론적 분할.

분류 모델은 이미지 한 장에 답 하나를 주지만, 분할 모델(FCN, DeepLab)은 픽셀마다 답을 하나씩 줍니다. 이
파일에서 모델의 출력을 클래스 번호의 지도(마스크)로 바꾸고, 색을 칠해 보여 주고, 물체 하나를 오려 내고,
마스크가 얼마나 맞는지 잽니다.

Exercise 5. A class for every pixel: semantic segmentation.

A classifier gives one answer for an image, a segmentation model (FCN, DeepLab) one for every pixel. Here you
turn the output of such a model into a map of class numbers (a mask), paint it, cut one object out of the
photo, and measure how good a mask is.

확인 / check:  python -m grader week12 ex5
"""

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

# 정답을 모르는 픽셀(물체의 윤곽)의 번호.
# The number of pixels whose answer is unknown (outlines of objects).
IGNORE = 255


def segment(model: nn.Module, batch: Tensor) -> Tensor:
    """배치를 분할 모델에 통과시켜 픽셀마다 점수가 가장 높은 클래스의 번호를 돌려줍니다. torchvision 의 분할
    모델은 텐서가 아니라 사전을 돌려줍니다: "out" 이 픽셀마다 클래스 C 개의 점수이고, 학습 때만 쓰는 다른
    키("aux")가 더 있을 수 있습니다. 평가 모드에서, 기울기 없이 계산합니다. 모델은 평가 모드로 남아도 되지만, 그
    밖에는 모델도 배치도 바꾸지 않습니다.

    Send the batch through a segmentation model and return, for each pixel, the number of the class with the
    highest score. torchvision's segmentation models do not return a tensor but a dictionary: "out" holds C
    scores for every pixel; there may be another key ("aux") that only training uses. Evaluation mode, no
    gradient. The model may stay in evaluation mode; apart from that, model and batch stay as they are.

    model:  returns {"out": [N, C, H, W]}, for any number of classes C
    batch:  [N, 3, H, W]
    result: class numbers, int64 [N, H, W]
    """
    raise NotImplementedError("ex5_segment.segment")


def color_palette(num_classes: int = 21) -> np.ndarray | Tensor:
    """클래스마다 서로 다른 색을 하나씩 만듭니다. 클래스 i 의 색은 세 숫자에 i 를 곱하고 255 로 나눈
    나머지입니다. 클래스 0(배경)은 검은색이 됩니다.

    Make a colour for every class. The colour of class i is i times three numbers, modulo 255. Class 0 (the
    background) is black.

        (R, G, B) of class i = (i * (2^25 - 1),  i * (2^15 - 1),  i * (2^21 - 1))  mod 255

    num_classes: how many classes, also 1 or more than 256
    result:      uint8 [num_classes, 3], tensor or NumPy array

    예 / example: 클래스 1 / class 1  ->  (1, 127, 31)
    힌트 / hint: 나머지를 구하기 전의 수는 아주 큽니다. / before the modulo the numbers are very large.
    """
    raise NotImplementedError("ex5_segment.color_palette")


def colorize(mask: Tensor, palette: np.ndarray | Tensor, size: tuple[int, int]) -> Image.Image:
    """마스크를 크기 `size` 의 그림으로 만듭니다. 각 픽셀은 그 자리의 클래스의 색을 가집니다. 크기를 바꿀 때
    두 클래스 사이의 중간 값이나 두 색이 섞인 색이 생기면 안 됩니다: 그림에는 팔레트의 색만 나오고, 각 픽셀은
    가장 가까운 마스크 픽셀의 색입니다. 마스크와 팔레트는 바꾸지 않습니다.

    Turn the mask into a picture of the given size. Each pixel gets the colour of the class at its place.
    Changing the size must not invent anything between two classes or mix two colours: the picture holds
    colours of the palette only, each pixel that of the nearest pixel of the mask. Mask and palette stay as
    they are.

    mask:    class numbers, int64 [H, W]
    palette: uint8 [classes, 3], tensor or NumPy array
    size:    (width, height) of the picture
    result:  PIL image of that size
    """
    raise NotImplementedError("ex5_segment.colorize")


def cut_out(
    image: Image.Image, mask: Tensor, class_id: int, background: tuple[int, int, int] = (255, 255, 255)
) -> Image.Image:
    """이미지에서 한 클래스의 픽셀만 남기고, 다른 클래스의 픽셀은 모두 배경색으로 바꾼 RGB 이미지를
    돌려줍니다. 남는 픽셀은 원래 색 그대로입니다. 받은 이미지와 마스크는 바꾸지 않습니다.

    Keep only the pixels of one class; all others get the background colour. What stays keeps its colour. The
    image and the mask that you were given stay as they are.

    image:      PIL image of any mode (also grey), (width, height)
    mask:       class numbers, int64 [height, width]
    class_id:   the class to keep; 0 is a class too
    background: colour (R, G, B) for the rest
    result:     RGB image of the same size
    """
    raise NotImplementedError("ex5_segment.cut_out")


def mean_iou(pred: Tensor, target: Tensor, num_classes: int) -> float:
    """예측 마스크가 정답과 얼마나 겹치는지 잽니다. 클래스마다 교집합(둘 다 그 클래스인 픽셀 수)을 합집합(둘
    중 하나라도 그 클래스인 픽셀 수)으로 나누고, 예측이나 정답에 나오는 클래스에 대해서만 평균을 냅니다. 모든
    이미지의 픽셀을 한데 모아 셉니다. 정답이 255 인 픽셀은 아예 없는 것으로 봅니다. 예측 쪽에서도 세지
    않습니다. 결과는 반올림하지 않고, 받은 텐서는 바꾸지 않습니다.

    How well do the predicted masks overlap with the right ones? For each class divide the intersection
    (pixels that are of this class in both) by the union (in at least one of the two), then average over the
    classes that are present in the prediction or in the target. Count over the pixels of all images together.
    Pixels whose target is 255 do not exist: they do not count on the side of the prediction either. The
    result is not rounded, and both tensors stay as they are.

        IoU_c = |pred is c AND target is c| / |pred is c OR target is c|

    pred:        class numbers, int64 [N, H, W] or [H, W], 0 .. num_classes - 1
    target:      the same shape, 0 .. num_classes - 1, or 255
    num_classes: how many classes there are
    result:      a plain float in 0..1; some class is always present

    예 / example: pred [[0, 1]], target [[0, 0]]  ->  (1/2 + 0/1) / 2 = 0.25
    """
    raise NotImplementedError("ex5_segment.mean_iou")
