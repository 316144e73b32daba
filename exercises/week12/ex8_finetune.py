"""연습 8. 미세 조정: 가장 좋은 가중치를 간직하는 학습 루프.

전이 학습의 두 번째 방법입니다. 사전 학습된 가중치에서 출발해 네트워크 전체를 새 데이터로 조금 더 학습합니다.
에폭마다 한 번 학습하고 한 번 검증합니다. 오래 학습한다고 늘 좋아지지는 않으므로, 검증 정확도가 가장 높았던
에폭의 가중치를 보관했다가 마지막에 되돌립니다.

Exercise 8. Fine-tuning: the training loop that keeps the best weights.

The second way of transfer learning: start from the pre-trained weights and train the whole network a little
more on the new data. Every epoch trains once and validates once. Longer is not always better, so the
weights of the epoch with the highest validation accuracy are kept, and put back at the end.

`criterion` 은 배치의 평균 손실을 돌려주고, 마지막 배치는 작을 수 있습니다. 에폭의 손실은 모든 이미지에 대한
평균입니다. / `criterion` returns the mean loss of a batch, and the last batch may be smaller. The loss of an
epoch is the mean over all images:

    크기 / sizes 4, 4, 2   배치 평균 / batch means 1, 2, 6   ->   (4*1 + 4*2 + 2*6) / 10 = 2.4

확인 / check:  python -m grader week12 ex8
"""

import copy
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

Criterion = Callable[[Tensor, Tensor], Tensor]  # (logits [B, C], labels [B]) -> mean loss, a 0-d tensor


def train_one_epoch(
    model: nn.Module,
    loader: DataLoader,
    criterion: Criterion,
    optimizer: torch.optim.Optimizer,
    device: str | torch.device = "cpu",
) -> tuple[float, float]:
    """모델을 한 에폭 학습합니다: 로더의 배치마다 예측하고, 손실을 구하고, 기울기를 구하고, 가중치를 한 걸음
    옮깁니다. 기울기는 저절로 지워지지 않고 쌓이므로, 배치마다 그 배치의 기울기만으로 걸음을 옮겨야 합니다.
    모델은 학습 모드이고(드롭아웃 켬, 배치 정규화 갱신), 모델과 배치는 모두 `device` 에 있어야 합니다. 이미지
    한 장당 평균 손실과 정확도를 파이썬 float 로 돌려줍니다. 둘 다 학습하면서 나온 예측으로 구합니다.

    Train the model for one epoch: for each batch of the loader predict, compute the loss, compute the
    gradients, and move the weights by one step. Gradients are not cleared by themselves, they add up: each
    step must use the gradients of its own batch only. The model is in training mode (dropout on, batch
    normalisation learning); model and batch must both be on `device`. Return the mean loss per image and the
    accuracy as Python floats, both from the predictions that were made while training.

    loader:    batches (images [B, 3, H, W], labels [B]); the last one may be smaller
    criterion: criterion(logits, labels) is the mean loss of the batch; it wants logits, no softmax
    optimizer: already holds the parameters; has zero_grad() and step()
    result:    (loss, accuracy), accuracy = right predictions / images, from 0.0 to 1.0
    """
    raise NotImplementedError("ex8_finetune.train_one_epoch")


def evaluate(
    model: nn.Module, loader: DataLoader, criterion: Criterion, device: str | torch.device = "cpu"
) -> tuple[float, float]:
    """모델이 얼마나 좋은지 재기만 합니다. 평가 모드에서(드롭아웃 끔, 배치 정규화 고정), 기울기 없이 모든
    배치를 통과시키고, 이미지 한 장당 평균 손실과 정확도를 파이썬 float 로 돌려줍니다. 가중치,
    버퍼(running_mean 등), 기울기, 어느 것도 바뀌지 않습니다. 끝난 뒤의 모드는 평가 모드이거나 처음과 같으면
    됩니다. 모델과 배치는 모두 `device` 에 있어야 합니다.

    Only measure how good the model is: evaluation mode (dropout off, batch normalisation fixed), no gradient,
    all batches. Return the mean loss per image and the accuracy as Python floats. Nothing changes: no weight,
    no buffer (running_mean ...), no gradient; the mode afterwards is evaluation mode or as it was. Model and
    batch must both be on `device`.

    loader, criterion: as in `train_one_epoch`
    result:            (loss, accuracy)
    """
    raise NotImplementedError("ex8_finetune.evaluate")


def train_model(
    model: nn.Module,
    loaders: dict[str, DataLoader],
    criterion: Criterion,
    optimizer: torch.optim.Optimizer,
    scheduler: Any,
    num_epochs: int,
    device: str | torch.device = "cpu",
) -> tuple[nn.Module, list[dict]]:
    """여러 에폭을 학습하고, 검증 정확도가 가장 높았던 에폭의 가중치를 가진 모델과 학습 기록을 돌려줍니다.
    에폭마다: loaders["train"] 으로 한 번 학습하고(학습 모드), loaders["val"] 로 한 번 재고(평가 모드, 기울기
    없음), `scheduler.step()` 을 학습이 끝난 뒤 한 번 부르고, 기록에 딕셔너리 하나를 더합니다. 정확도가 같으면
    먼저 나온 에폭이 이깁니다. 모두 0 이어도 마찬가지로 에폭 0 의 가중치를 돌려줍니다.

    Train for several epochs, and return the model with the weights of the epoch of the highest validation
    accuracy, and a record. Each epoch: train once on loaders["train"] (training mode), measure once on
    loaders["val"] (evaluation mode, no gradient), call `scheduler.step()` once, after the training, and add
    one dictionary to the record. On a tie the earlier epoch wins; even if all accuracies are 0, the weights
    of epoch 0 come back.

    optimizer: has zero_grad(), step() and param_groups; optimizer.param_groups[0]["lr"] is its learning rate
    scheduler: used as torch's are: step() changes the learning rate for the next epoch, get_last_lr() tells it
    result:    (model, record); record[i] describes epoch i in plain numbers:

        {"epoch": 0, "train_loss": 0.71, "train_acc": 0.5, "val_loss": 0.66, "val_acc": 0.625, "lr": 0.001}

    "lr" 은 그 에폭의 학습에 쓰인 학습률입니다. / "lr" is the learning rate that the epoch was trained with.

    생각해 볼 것 / think about: 학습이 계속되면 `model.state_dict()` 안의 텐서는 어떻게 될까요?
    / what happens to the tensors in `model.state_dict()` while training goes on?
    """
    raise NotImplementedError("ex8_finetune.train_model")


def param_groups(model: nn.Module, head_lr: float, backbone_lr: float) -> list[dict]:
    """옵티마이저에 줄 파라미터 그룹 두 개를 만듭니다. 새 head 는 처음부터 배워야 하므로 큰 학습률을, 이미
    배운 나머지(backbone)는 작은 학습률을 씁니다. 첫째 그룹이 head, 둘째가 나머지입니다. 기울기가 필요한
    파라미터만 넣고, 하나의 파라미터는 정확히 한 번만 들어갑니다(두 층이 함께 쓰는 파라미터도). 넣을 것이
    없어도 그룹은 늘 두 개입니다. 모델은 바꾸지 않습니다.

    Make two parameter groups for an optimizer. The new head has everything to learn and gets a large learning
    rate; the rest (the backbone) has learned already and gets a small one. The head comes first. Only
    parameters that require a gradient are in, each exactly once (also one that two layers share). There are
    always two groups, even if one has nothing in it. The model stays as it is.

    model:  ResNet, AlexNet, VGG or SqueezeNet; the head is the layer that `replace_head` of exercise 7
            replaces: ResNet model.fc; AlexNet, VGG the last nn.Linear in model.classifier; SqueezeNet the
            nn.Conv2d in model.classifier
    result: [{"params": [...], "lr": head_lr}, {"params": [...], "lr": backbone_lr}]

    >>> optimizer = torch.optim.SGD(param_groups(model, head_lr=0.01, backbone_lr=0.0001), momentum=0.9)
    """
    raise NotImplementedError("ex8_finetune.param_groups")
