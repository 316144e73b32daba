"""연습 7. 사전 학습된 모델을 특징 추출기로 쓰기.

전이 학습의 첫 번째 방법입니다. ImageNet 에서 배운 가중치는 그대로 얼려 두고, 마지막 층(head)만 새 문제의
클래스 수에 맞게 바꾸어 학습합니다. 얼린 부분이 내놓는 숫자를 특징(feature)이라고 부릅니다.

Exercise 7. The pre-trained network as a feature extractor.

The first way of transfer learning: the weights learned on ImageNet stay frozen, only the last layer (the
head) is replaced to fit the number of classes of the new problem, and trained. What the frozen part
returns are features.

확인 / check:  python -m grader week12 ex7
"""

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader


def freeze(model: nn.Module) -> nn.Module:
    """모델의 모든 파라미터를 얼립니다. 이후 `loss.backward()` 를 해도 어느 파라미터에도 기울기가 생기지
    않아야 합니다. 다른 것은 바꾸지 않습니다. 받은 모델을 그 자리에서 바꾸고, 같은 모델을 돌려줍니다.

    Freeze all parameters of the model: no parameter gets a gradient from `loss.backward()` any more.
    Nothing else changes. Change the model that you were given, in place, and return it.

    model:  any network
    result: the same model
    """
    # BEGIN SOLUTION
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model
    # END SOLUTION


def replace_head(model: nn.Module, num_classes: int) -> nn.Module:
    """모델의 마지막 층을 `num_classes` 개의 출력을 내는 새 층으로 바꿉니다. 입력 크기는 옛 층에서 읽어
    옵니다. 새 층은 옛 층의 자리에 그대로 들어가서(이름도 같습니다) 학습할 수 있어야 하고, 나머지는 하나도
    바꾸지 않습니다. 받은 모델을 그 자리에서 바꾸고 돌려줍니다.

    Replace the last layer of the model by a new one with `num_classes` outputs. Read the input size from
    the old layer. The new layer takes its place (the names stay) and is trainable. Nothing else changes,
    frozen parameters stay frozen. Change the model in place and return it.

    마지막 층이 있는 곳 / where the last layer is:
        ResNet          model.fc                              nn.Linear
        AlexNet, VGG    the last nn.Linear in model.classifier
        SqueezeNet      the nn.Conv2d in model.classifier      [N, 512, h, w] -> [N, num_classes, h, w]

    조언 / advice: `.to(old.weight)` 는 새 층을 옛 층의 dtype 과 장치(device)에 맞춥니다.
                   `.to(old.weight)` gives the new layer the dtype and device of the old one.

    result: the same model; model(batch) is now [N, num_classes]
    """
    # BEGIN SOLUTION
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(old.in_features, num_classes).to(old.weight)  # .to: same dtype and device
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Linear(old.in_features, num_classes).to(old.weight)
            break
        if isinstance(old, nn.Conv2d):
            new = nn.Conv2d(old.in_channels, num_classes, old.kernel_size, old.stride, old.padding)
            layers[i] = new.to(old.weight)
            break
    return model
    # END SOLUTION


def feature_extractor(model: nn.Module, num_classes: int) -> nn.Module:
    """모델을 특징 추출기로 만듭니다: 마지막 층은 `num_classes` 개의 출력을 내는 새 층이고 학습할 수
    있으며, 나머지 파라미터는 모두 얼어 있습니다. 받은 모델을 그 자리에서 바꾸고 돌려줍니다. 무엇을 먼저
    해야 할지 생각해 보세요.

    Make the model a feature extractor: the last layer is a new, trainable one with `num_classes` outputs,
    and every other parameter is frozen. Change the model in place and return it. Think about which step
    has to come first.

    model:  ResNet, AlexNet, VGG or SqueezeNet, as in `replace_head`
    result: the same model; only the weight and the bias of the new layer require a gradient
    """
    # BEGIN SOLUTION
    for parameter in model.parameters():  # first everything that is there now
        parameter.requires_grad = False
    parent, name = model, "fc"
    if not hasattr(model, "fc"):
        parent = model.classifier
        name = [n for n, layer in parent.named_children() if isinstance(layer, (nn.Linear, nn.Conv2d))][-1]
    old = getattr(parent, name)
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, old.kernel_size, old.stride, old.padding)
    setattr(parent, name, new.to(old.weight))  # then the new layer: its parameters require a gradient
    return model
    # END SOLUTION


def trainable_names(model: nn.Module) -> list[str]:
    """학습될 파라미터(기울기가 필요한 파라미터)의 이름을 모델 안의 순서대로 돌려줍니다. 모델은 바꾸지
    않습니다.

    The names of the parameters that will be trained (those that require a gradient), in the order of the
    model, which stays as it is.

    result: list of dotted names; for a feature extractor made of a ResNet: ["fc.weight", "fc.bias"]
    """
    # BEGIN SOLUTION
    return [name for name, parameter in model.named_parameters() if parameter.requires_grad]
    # END SOLUTION


def extract_features(model: nn.Module, loader: DataLoader) -> tuple[Tensor, Tensor]:
    """로더의 모든 이미지를 모델에 통과시켜 특징, 즉 `model(images)` 를 부를 때 마지막 층 `model.fc` 가 받는
    입력을 모읍니다. 모델의 `forward` 는 층과 층 사이에서 계산을 더 할 수 있습니다. 정답 레이블도 같은 순서로
    모읍니다. 평가 모드에서, 기울기 없이 계산합니다. 끝난 뒤 모델은 처음과 같아야 합니다: 같은 층, 같은
    가중치와 기울기, 남은 훅(hook) 없음. 모드는 평가 모드이거나 처음과 같으면 됩니다.

    Send all images of the loader through the model and collect the features: what the last layer
    `model.fc` receives as its input when `model(images)` is called. The model's `forward` may compute more
    between its layers. Collect the labels too, in the same order. Evaluation mode, no gradient. Afterwards
    the model is as before: the same layers, weights and gradients, no hook left behind; it may stay in
    evaluation mode, or be in the mode it came in.

    model:  ResNet-like, its last layer is model.fc
    loader: gives batches (images [B, 3, H, W], labels [B]); the last batch may be smaller
    result: features [N, D] and labels [N], N = number of all images (for ResNet18, D is 512)
    """
    # BEGIN SOLUTION
    model.eval()
    device = next(model.parameters()).device
    features, labels = [], []

    def keep_input(module: nn.Module, inputs: tuple) -> None:
        features.append(inputs[0].cpu())  # [B, D]

    hook = model.fc.register_forward_pre_hook(keep_input)
    try:
        with torch.no_grad():
            for images, targets in loader:
                model(images.to(device))  # the answer itself is not needed
                labels.append(targets)  # [B]
    finally:
        hook.remove()  # also when something went wrong
    return torch.cat(features), torch.cat(labels)  # [N, D], [N]
    # END SOLUTION
