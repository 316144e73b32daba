"""연습 2. 숫자 1000 개에서 이름으로.

ImageNet 으로 학습된 분류 모델은 이미지마다 1000 개의 숫자(로짓)를 내놓습니다. 가장 큰 숫자의 자리가 예측한
클래스이고, 그 자리의 이름은 레이블 파일에 있습니다. 이 파일에서 이미지 묶음부터 이름까지 갑니다.

Exercise 2. From 1000 numbers to a name.

A classifier trained on ImageNet gives 1000 numbers (logits) for each image. The place of the largest one
is the predicted class, and the name for that place is in the label file. Here you go from a batch to
names.

확인 / check:  python -m grader week12 ex2
"""

import json
from pathlib import Path

import torch
from torch import Tensor, nn


def load_labels(path: str | Path) -> list[str]:
    """ImageNet 레이블 파일(JSON)을 읽어 클래스 이름의 리스트를 돌려줍니다. 파일은 클래스 번호마다
    [WordNet id, 이름] 쌍을 담고 있습니다. 번호는 문자열이고 순서는 뒤섞여 있을 수 있습니다. 리스트의 i 번째는
    클래스 i 의 이름이어야 합니다. 빠진 번호는 없고, 두 클래스의 이름이 같을 수는 있습니다. 파일의 인코딩은
    UTF-8 입니다.

    Read ImageNet's label file (JSON) and return the list of class names. For each class number the file
    holds a pair [WordNet id, name]. The numbers are strings and may come in any order. Item i of the list
    must be the name of class i. No number is left out, and two classes may have the same name. The file's
    encoding is UTF-8.

    path:   file name of a JSON file such as {"1": ["n01443537", "goldfish"], "0": ["n01440764", "tench"]}
    result: ["tench", "goldfish"]
    """
    raise NotImplementedError("ex2_classify.load_labels")


def forward(model: nn.Module, batch: Tensor, device: str | torch.device = "cpu") -> Tensor:
    """배치를 모델에 한 번 통과시켜 로짓을 돌려줍니다. 모델과 배치는 모두 `device` 에 있어야 하고, 모델은 평가
    모드여야 하며(드롭아웃 끔, 배치 정규화 고정), 기울기는 이 계산에서만 끕니다. 결과는 CPU 로 가져옵니다.
    모델은 평가 모드로 두어도 되고 원래 모드로 되돌려도 됩니다. 가중치와 requires_grad 는 바꾸지 않습니다.

    Send the batch through the model once and return the logits. Model and batch must both be on `device`,
    the model must be in evaluation mode (dropout off, batch normalisation fixed), and no gradient is
    recorded during this call. The result comes back to the CPU. Logits are the raw numbers: no softmax
    here. The model may stay in evaluation mode or get its old mode back; its weights and their
    requires_grad stay as they are.

    model:  a classifier for C classes
    batch:  [N, 3, H, W]
    device: for example "cpu" or "cuda"
    result: logits [N, C] on the CPU, without gradient
    """
    raise NotImplementedError("ex2_classify.forward")


def predict_labels(logits: Tensor, labels: list[str]) -> list[str]:
    """각 이미지(행)에서 로짓이 가장 큰 클래스의 이름을 돌려줍니다. 이미지가 N 장이면 이름도 N 개입니다. 로짓은
    음수일 수도, 아주 클 수도 있고, 두 클래스의 이름이 같을 수도 있습니다.

    For each image (row), the name of the class with the highest logit. N images give N names. Logits may be
    negative or very large, and two classes may have the same name.

    logits: [N, C]
    labels: C names, item i belongs to class i
    result: list of N names

    >>> predict_labels(torch.tensor([[0.1, 2.0], [3.0, -1.0]]), ["cat", "dog"])
    ['dog', 'cat']
    """
    raise NotImplementedError("ex2_classify.predict_labels")


def top_k(logits: Tensor, labels: list[str], k: int = 5) -> list[list[tuple[str, float]]]:
    """각 이미지마다 가장 그럴듯한 클래스 k 개를 (이름, 확률) 로, 확률이 높은 것부터 돌려줍니다. 확률은 한
    이미지의 모든 클래스에 대한 소프트맥스이고, 텐서가 아니라 파이썬 float 입니다. 로짓이 커서 exp 가 넘치는
    경우에도 확률이 나와야 합니다(torch.softmax 는 그렇게 계산합니다).

    For each image the k most likely classes as (name, probability), most likely first. The probabilities
    are the softmax over all classes of that image, and plain Python floats, not tensors. They come out
    right also where logits are so large that exp overflows (torch.softmax takes care of that).

        p_i = exp(z_i) / (exp(z_0) + ... + exp(z_{C-1}))

    logits: [N, C]
    labels: C names
    k:      how many, k <= C
    result: N lists of k tuples (name, probability)

    >>> top_k(torch.tensor([[0.0, 0.0, 20.0]]), ["cat", "dog", "kite"], k=1)
    [[('kite', 1.0)]]
    """
    raise NotImplementedError("ex2_classify.top_k")
