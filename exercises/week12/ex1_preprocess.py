"""연습 1. 새 이미지를 학습 때의 이미지와 똑같은 모양으로 만들기.

사전 학습된 모델은 학습할 때 본 것과 같은 방식으로 준비된 이미지만 제대로 알아봅니다: RGB 세 채널,
224 x 224 크기, ImageNet 의 평균과 표준편차로 정규화된 값. 이 파일에서 그 준비 과정을 만듭니다.

Exercise 1. Make a new image look like the training images.

A pre-trained model only recognises images that were prepared as its training images were: three RGB
channels, 224 x 224 pixels, values normalised with ImageNet's mean and standard deviation. Here you build
that preparation, and the way back for showing a picture.

확인 / check:  python -m grader week12 ex1
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torchvision import transforms

# ImageNet 학습 이미지의 채널별(R, G, B) 평균과 표준편차, 값의 범위가 0..1 일 때.
# Mean and standard deviation of each channel (R, G, B) of ImageNet's training images, for values in 0..1.
IMAGENET_MEAN = [0.485, 0.456, 0.406]
IMAGENET_STD = [0.229, 0.224, 0.225]


def load_rgb(path: str | Path) -> Image.Image:
    """이미지 파일을 열어 RGB 이미지로 돌려줍니다. 흑백, 팔레트, 투명도가 있는 PNG, CMYK 등 Pillow 가 읽는
    이미지라면 무엇이든 받아야 합니다. 크기와 방향은 그대로 두고, 돌려준 뒤에 파일이 지워져도 쓸 수 있도록
    픽셀을 모두 읽어 둡니다. 파일은 바꾸지 않습니다.

    Open an image file as an RGB image. Whatever Pillow can read must work: grey, palette, PNG with
    transparency, CMYK. Size and orientation stay, and the pixels are read completely, so that the image is
    still usable when the file is deleted afterwards (Pillow on its own reads them only when they are
    needed). The file is left as it is.

    path:   file name
    result: PIL image of mode "RGB", (width, height) as in the file

    >>> load_rgb("grey.png").mode
    'RGB'
    """
    raise NotImplementedError("ex1_preprocess.load_rgb")


def build_transform() -> Callable[[Image.Image], Tensor]:
    """AlexNet 과 ResNet 이 학습할 때 쓴 전처리를 만들어 돌려줍니다. 순서대로: 짧은 변을 256 으로 맞추고
    (가로세로 비율 유지, 작은 이미지는 키움), 가운데 224 x 224 를 잘라 내고, 0..1 의 텐서로 바꾸고, 채널마다
    (값 - 평균) / 표준편차 로 정규화합니다. 크기는 torchvision 의 Resize 가 기본값으로 하듯이 바꿉니다(쌍선형,
    안티앨리어싱). 같은 이미지를 넣으면 항상 같은 결과가 나와야 합니다.

    Build and return the preprocessing that AlexNet and ResNet were trained with. In this order: the
    shorter side becomes 256 (the aspect ratio stays, a small picture grows), the middle 224 x 224 is cut
    out, the picture becomes a tensor in 0..1, and each channel is normalised, (value - mean) / std. Resize
    as torchvision's Resize does by default (bilinear, antialiased). The same image always gives the same
    result.

    result: something you call with an RGB PIL image of any size; it returns a float32 tensor [3, 224, 224]

    >>> transform = build_transform()
    >>> transform(Image.new("RGB", (640, 480))).shape
    torch.Size([3, 224, 224])
    """
    raise NotImplementedError("ex1_preprocess.build_transform")


def to_batch(image: Tensor) -> Tensor:
    """이미지 한 장을 배치로 만듭니다. 신경망은 항상 이미지 묶음 [N, 3, H, W] 를 받으므로, 한 장뿐일 때도
    맨 앞에 크기 1 인 차원이 필요합니다. 입력 텐서는 바꾸지 않습니다.

    Turn one image into a batch of one. A network always takes a bundle of images [N, 3, H, W], so even a
    single image needs a first dimension of size 1. The argument keeps its shape.

    image:  [3, H, W]
    result: [1, 3, H, W]
    """
    raise NotImplementedError("ex1_preprocess.to_batch")


def denormalize(x: Tensor) -> np.ndarray:
    """정규화된 텐서를 화면에 보여 줄 수 있는 그림으로 되돌립니다. 정규화 y = (v - mean) / std 를 거꾸로 풀어
    v 를 구하고, 0..255 로 늘려 가장 가까운 정수로 반올림하고(버림이 아님), 범위를 벗어난 값은 0 또는 255 로
    자릅니다. 그림은 채널이 마지막 차원입니다. 입력 텐서는 바꾸지 않습니다.

    Turn a normalised tensor back into a picture to show. Solve y = (v - mean) / std for v, stretch to
    0..255, round to the nearest whole number (do not just cut off the digits), and clip what lies outside
    to 0 or 255. In a picture the channel is the last dimension. The argument stays as it is.

    x:      float [3, H, W], as `build_transform` makes it (of any size)
    result: NumPy uint8 [H, W, 3]

    힌트 / hint: mean 은 [3] 이고 x 는 [3, H, W] 입니다. / mean is [3], x is [3, H, W]: mind the broadcasting.
    """
    raise NotImplementedError("ex1_preprocess.denormalize")
