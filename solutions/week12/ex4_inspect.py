"""연습 4. 사전 학습된 모델의 속 들여다보기.

모델을 고치기 전에 먼저 알아야 합니다: 파라미터는 몇 개인지, 어떤 층이 어디에 있는지, 층을 지날 때마다 텐서의
모양이 어떻게 바뀌는지, 여러 모델 가운데 어느 것이 가벼운지. 이 파일의 함수들은 그 답을 숫자와 이름으로
줍니다.

Exercise 4. What is inside a pre-trained network.

Before you change a model you have to know it: how many parameters, which layers and where, what each layer
makes of the shape of its input, which of several models is light. The functions of this file answer with
numbers and names.

확인 / check:  python -m grader week12 ex4
"""

import torch
from torch import Tensor, nn


def count_parameters(model: nn.Module, trainable_only: bool = False) -> int:
    """모델의 파라미터(숫자 하나하나)가 모두 몇 개인지 셉니다. `trainable_only` 가 참이면 기울기가 필요한, 즉
    학습될 파라미터만 셉니다. 두 층이 함께 쓰는(공유하는) 파라미터는 한 번만 셉니다. 배치 정규화의
    running_mean 같은 버퍼는 파라미터가 아닙니다.

    Count the parameters of the model: every single number. With `trainable_only` count only those that will
    be trained, that is, that require a gradient. A parameter that two layers share counts once. Buffers, such
    as the running_mean of a batch normalisation, are no parameters.

    model:  any network
    result: a plain int

    예 / example: nn.Linear(4, 3)  ->  4 * 3 + 3 = 15
    """
    # BEGIN SOLUTION
    parameters = model.parameters()  # a shared parameter comes once
    return sum(p.numel() for p in parameters if p.requires_grad or not trainable_only)
    # END SOLUTION


def linear_layers(model: nn.Module) -> list[str]:
    """완전 연결 층(nn.Linear 와 그 하위 클래스)의 이름을 모델 안의 순서대로 돌려줍니다. 층이 다른 모듈 안에
    깊이 들어 있으면 이름은 점으로 이어집니다.

    The names of the fully connected layers (nn.Linear and its subclasses), in the order of the model. When a
    layer lies deep inside other modules, its name has dots.

    result: list of dotted names; for AlexNet: ["classifier.1", "classifier.4", "classifier.6"]
    """
    # BEGIN SOLUTION
    return [name for name, module in model.named_modules() if isinstance(module, nn.Linear)]
    # END SOLUTION


def trace_shapes(model: nn.Module, batch: Tensor) -> dict[str, tuple[int, ...]]:
    """배치를 모델에 한 번 통과시키면서, 가장 안쪽 모듈(자식이 없는 모듈)마다 출력의 모양을 적습니다. 순서는
    층이 실제로 불린 순서입니다. 불리지 않은 층은 빠지고, 두 번 불린 층은 처음의 자리와 마지막의 모양을
    가집니다. 평가 모드에서 기울기 없이 계산하고, 끝난 뒤 모델은 처음과 같아야 합니다: 달아 놓은 훅(hook)은
    떼고, 학습/평가 모드는 모듈마다 처음 것으로 되돌립니다(층마다 다를 수 있습니다).

    Send the batch through the model once and write down the output shape of every leaf (a module without
    children), in the order in which the leaves are really called. A leaf that is not called is left out; one
    that is called twice keeps its first place and its last shape. Evaluation mode, no gradient; afterwards
    the model is as before: your hooks are removed, and each module is back in the mode, train or eval, that
    it had (they may differ).

    model:  any network, not itself a leaf; the output of every leaf is a tensor
    batch:  what the model takes, for example [N, 3, H, W]
    result: {dotted name: output shape}

    >>> trace_shapes(nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU()), torch.zeros(2, 3, 10, 10))
    {'0': (2, 8, 8, 8), '1': (2, 8, 8, 8)}
    """
    # BEGIN SOLUTION
    shapes = {}
    names = {m: name for name, m in model.named_modules() if not list(m.children())}

    def note_shape(module: nn.Module, inputs: tuple, output: Tensor) -> None:
        shapes[names[module]] = tuple(output.shape)

    modes = {m: m.training for m in model.modules()}
    hooks = [leaf.register_forward_hook(note_shape) for leaf in names]
    try:
        model.eval()
        with torch.no_grad():
            model(batch)
    finally:
        for hook in hooks:
            hook.remove()
        for m, mode in modes.items():
            m.training = mode
    return shapes
    # END SOLUTION


def conv_out(size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """합성곱(또는 풀링) 층을 지난 뒤의 크기를 한 방향에 대해 계산합니다. 커널은 dilation 만큼 띄엄띄엄
    놓이므로 dilation * (kernel - 1) + 1 픽셀을 덮습니다. 양쪽에 padding 을 더한 입력 위에서, 덮개를 stride 씩
    옮길 때 완전히 들어가는 자리의 수가 답입니다. 마지막에 남는 픽셀은 버립니다.

    The size after a convolution (or pooling), in one direction. The kernel is spread out by the dilation, so
    it covers dilation * (kernel - 1) + 1 pixels. The input gets `padding` pixels on both sides; the answer is
    the number of places where the kernel fits completely when it moves on by `stride`. What is left over at
    the end is dropped.

    result: a plain int

    예 / example: AlexNet 의 첫 층 / the first layer of AlexNet, 224, kernel 11, stride 4, padding 2  ->  55
    """
    # BEGIN SOLUTION
    covered = dilation * (kernel - 1) + 1
    return (size + 2 * padding - covered) // stride + 1
    # END SOLUTION


def rank_models(models: dict[str, nn.Module]) -> list[tuple[str, int, float]]:
    """여러 모델을 파라미터 수가 적은 것부터 늘어놓습니다. 모델마다 이름, 파라미터 수, 파라미터가 차지하는
    메모리를 MiB 로 적습니다. 1 MiB 는 2^20 바이트이고, 숫자 하나의 바이트 수는 dtype 에 따라 다릅니다(float32
    는 4, float16 은 2). 공유된 파라미터는 한 번만 세고, 얼려 둔 파라미터도 셉니다. 반올림하지 않습니다.

    Put several models in order, fewest parameters first. For each: its name, the number of its parameters,
    and the memory that the parameters take in MiB. 1 MiB is 2^20 bytes, and how many bytes one number takes
    depends on its dtype (4 for float32, 2 for float16). Shared parameters count once, frozen ones count too.
    Nothing is rounded.

    models: {name: model}, in any order
    result: list of (name, parameters, MiB)

    예 / example: {"big": nn.Linear(1024, 1024, bias=False), "small": nn.Linear(512, 512, bias=False)}
                  ->  [("small", 262144, 1.0), ("big", 1048576, 4.0)]
    """
    # BEGIN SOLUTION
    rows = []
    for name, model in models.items():
        count = sum(p.numel() for p in model.parameters())
        size = sum(p.numel() * p.element_size() for p in model.parameters())  # in bytes
        rows.append((name, count, size / 2**20))
    return sorted(rows, key=lambda row: row[1])
    # END SOLUTION
