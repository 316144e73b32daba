"""연습 3. 데이터 세트와 배치.

신경망은 이미지를 한 장씩이 아니라 묶음(배치)으로 받습니다. 데이터 세트(Dataset)는 "i 번째 이미지와 정답" 을
알려 주고, 데이터 로더(DataLoader)는 그것을 배치로 묶어 줍니다. 이 파일에서 MNIST 와 CIFAR-10 을 읽고, 배치로
묶고, 정규화에 쓸 통계를 구하고, 여러 장을 한 그림에 모읍니다.

Exercise 3. Data sets and batches.

A network does not take images one by one but in bundles (batches). A Dataset knows "image number i and its
answer", a DataLoader bundles them. Here you read MNIST and CIFAR-10, make batches, compute the statistics
that Normalize needs, and put many images into one picture.

확인 / check:  python -m grader week12 ex3
"""

from pathlib import Path

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset
from torchvision import datasets, transforms
from torchvision.utils import make_grid


def load_mnist(root: str | Path, train: bool) -> Dataset:
    """폴더 `root` 에 이미 있는 MNIST(손글씨 숫자)를 torchvision 의 데이터 세트로 읽습니다. `train` 이 참이면
    학습용, 거짓이면 시험용입니다. 내려받지 않습니다. 파일이 없으면 오류가 나는 것이 맞습니다. 데이터 세트의
    항목은 PIL 이미지가 아니라 텐서여야 합니다.

    Read MNIST (handwritten digits), which is already in the folder `root`, as torchvision's data set:
    the training part when `train` is true, else the test part. Do not download; when the files are
    missing, an error is right. The items must hold tensors, not PIL images.

    root:   the folder that contains MNIST/raw/
    result: a data set; item i is (float tensor [1, 28, 28] with values in 0..1, digit as an int)

    >>> image, digit = load_mnist("data", train=True)[0]
    >>> image.shape, digit
    (torch.Size([1, 28, 28]), 5)
    """
    raise NotImplementedError("ex3_data.load_mnist")


def load_cifar10(root: str | Path, train: bool) -> Dataset:
    """폴더 `root` 에 이미 있는 CIFAR-10(열 가지 물체의 작은 컬러 사진)을 torchvision 의 데이터 세트로
    읽습니다. 규칙은 `load_mnist` 와 같습니다: `train` 이 고르는 쪽만, 내려받지 않고, 항목은 텐서로.

    Read CIFAR-10 (small colour photos of ten kinds of things), which is already in the folder `root`, as
    torchvision's data set. The rules are those of `load_mnist`: only the part that `train` asks for, no
    download, tensors as items.

    root:   the folder that contains cifar-10-batches-py/
    result: a data set; item i is (float tensor [3, 32, 32] with values in 0..1, class number as an int)
    """
    raise NotImplementedError("ex3_data.load_cifar10")


def make_loader(dataset: Dataset, batch_size: int, train: bool, num_workers: int = 0) -> DataLoader:
    """데이터 세트를 배치로 나누어 주는 로더를 만듭니다. 학습할 때(`train`)는 에폭마다 순서를 새로 섞고,
    평가할 때는 데이터 세트의 순서를 그대로 둡니다. 어느 때에도 모든 항목이 에폭마다 꼭 한 번씩 나와야 하므로,
    마지막 배치는 작을 수 있습니다.

    Make a loader that cuts the data set into batches. For training (`train`) the order is shuffled anew in
    every epoch, for evaluation it is the order of the data set. In both cases every item comes exactly once
    in every epoch, so the last batch may be smaller.

    dataset:     items (image, label)
    batch_size:  how many items in a batch
    train:       shuffle or not
    num_workers: how many extra processes read the data; 0 = none
    result:      a loader of batches (images [B, C, H, W], labels [B])

    예 / example: 10 items, batch_size 4  ->  3 batches of 4, 4 and 2 items
    """
    raise NotImplementedError("ex3_data.make_loader")


def channel_stats(dataset: Dataset) -> tuple[list[float], list[float]]:
    """데이터 세트 전체의 채널별 평균과 표준편차를 구합니다(Normalize 에 넣을 숫자들입니다). 모든 이미지의
    모든 픽셀을 한 줄로 늘어놓았다고 생각하고 구합니다. 표준편차는 모집단 표준편차, 즉 n - 1 이 아니라 n 으로
    나눈 것입니다. 모든 픽셀이 같은 채널의 표준편차는 0 입니다(nan 이 아닙니다). 반올림하지 않습니다.

    Mean and standard deviation of each channel over the whole data set (the numbers that Normalize needs),
    as if all pixels of all images lay in one long row. The standard deviation is that of the population:
    divide by n, not by n - 1. For a channel in which all pixels are equal it is 0 (not nan). Nothing is
    rounded.

        mean_c = (1 / n) * sum of x          std_c = sqrt((1 / n) * sum of (x - mean_c)^2)
               (합은 채널 c 의 n 개 픽셀 모두에 대해 / sums over all n pixels of channel c)

    dataset: has len(dataset) and dataset[i] = (float tensor [C, H, W], label); any C, and H and W may differ
             from image to image
    result:  (C means, C standard deviations), two lists of plain floats

    예 / example: 두 이미지 / two images [[[0.0, 0.0]]] and [[[1.0, 1.0]]]  ->  ([0.5], [0.5])
    """
    raise NotImplementedError("ex3_data.channel_stats")


def image_grid(images: Tensor | list[Tensor], nrow: int = 8) -> Tensor:
    """여러 이미지를 바둑판처럼 한 이미지로 모읍니다. 한 줄에 `nrow` 장씩, 왼쪽에서 오른쪽, 위에서 아래로
    놓고, 이미지 사이와 바깥 둘레에는 너비 2 의 검은(0) 테두리를 둡니다. 결과는 torchvision.utils 의 make_grid
    가 padding 2 로 만드는 것과 같습니다: 이미지가 nrow 장보다 적으면 있는 만큼만 넓고, 한 채널 이미지는 세
    채널이 되고, 한 장뿐이면 테두리를 두르지 않습니다.

    Put many images into one, like a chessboard: `nrow` images in a row, from left to right and from top to
    bottom, with a black (0) border 2 pixels wide between the images and around them. The result is that of
    torchvision.utils' make_grid with a padding of 2: with fewer than nrow images it is only as wide as they
    are, images of one channel get three, and a single image gets no border.

    images: [N, C, H, W], or a list of N tensors [C, H, W]
    nrow:   images in one row
    result: [3, rows * (H + 2) + 2, columns * (W + 2) + 2] for N > 1

    예 / example: [5, 3, 32, 32] with nrow=3  ->  [3, 70, 104]
    """
    raise NotImplementedError("ex3_data.image_grid")
