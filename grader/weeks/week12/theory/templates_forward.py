"""Numeric questions on the forward pass, evaluation mode and what dropout and batch normalisation do in it.

Sources: PyTorch docs of Dropout (in training, what stays is scaled by 1/(1-p)), BatchNorm2d
(y = (x - mean) / sqrt(var + eps) * weight + bias, running statistics in evaluation mode) and Linear.
"""

import math
import random

from grader.exam.template import Drawn, Wrong, both, template


@template(
    "forward.dropout_train",
    topic="forward",
    difficulty=2,
    functions=("ex2_classify.forward",),
    mistakes=("1",),
)
def dropout_train(rng: random.Random) -> Drawn:
    """Dropout in training mode: what is not dropped becomes v / (1 - p)."""
    p, value = rng.choice([0.1, 0.2, 0.25, 0.3, 0.4, 0.6]), round(rng.uniform(0.5, 6.0), 1)
    answer = value / (1 - p)
    return Drawn(
        text=both(
            f"`nn.Dropout(p={p})` 층이 학습 모드(`train()`)에 있습니다. 어느 입력 값은 {value}이고, 버려지지 않았습니다. 그 출력은 얼마입니까? 소수 둘째 자리까지 "
            "반올림하세요.",
            f"`nn.Dropout(p={p})` is in training mode (`train()`). The input value {value} is not dropped. What is the output? Round to two "
            "decimals.",
        ),
        answer=answer,
        tolerance=0.01,
        unit="",
        explanation=both(
            f"버려진 값의 몫까지 기댓값을 맞추려고 남은 값을 1 / (1 - p) 배 합니다: {value} / {1 - p:g} = {answer:.2f}. 그래서 평가 모드에서는 아무것도 "
            "하지 않아도 됩니다.",
            f"What stays is scaled by 1 / (1 - p), so that the expected value stays the same: {value} / {1 - p:g} = {answer:.2f}. That is why "
            "nothing has to be done in evaluation mode.",
        ),
        wrong=(
            Wrong(
                value,
                both(
                    "평가 모드의 출력입니다. 학습 모드에서는 남은 값을 키웁니다.",
                    "This is the output in evaluation mode. In training mode, what stays is scaled up.",
                ),
            ),
            Wrong(
                value * (1 - p),
                both(
                    "(1 - p)를 곱했습니다. PyTorch는 학습할 때 1 / (1 - p)를 곱합니다.",
                    "This multiplies by (1 - p). PyTorch multiplies by 1 / (1 - p) while training.",
                ),
            ),
            Wrong(
                value / p,
                both(
                    "p로 나누었습니다. p는 버릴 확률이고, 남을 확률 1 - p로 나눕니다.",
                    "This divides by p, the probability to drop. Divide by 1 - p, the probability to stay.",
                ),
            ),
            Wrong(0, both("버려진 값의 출력입니다.", "This is the output for a value that is dropped.")),
        ),
        facts={"p": p, "value": value},
    )


@template(
    "forward.batchnorm_eval",
    topic="forward",
    difficulty=3,
    functions=("ex2_classify.forward", "ex8_finetune.evaluate"),
    mistakes=("1", "92"),
)
def batchnorm_eval(rng: random.Random) -> Drawn:
    """BatchNorm in evaluation mode uses running_mean and running_var, not the batch."""
    running_mean, deviation = round(rng.uniform(-2, 2), 1), rng.choice([0.5, 2.0, 3.0, 4.0])
    weight, bias = rng.choice([0.5, 1.5, 2.0, 3.0]), round(rng.uniform(-2, 2), 1)
    first, second = round(rng.uniform(-4, 4), 1), round(rng.uniform(-4, 4), 1)
    var = deviation**2
    norm = (first - running_mean) / deviation
    answer = norm * weight + bias
    mean, std = (first + second) / 2, abs(first - second) / 2
    in_batch = (first - mean) / std * weight + bias if std else 0.0
    return Drawn(
        text=both(
            f"`BatchNorm1d(1)`의 running_mean은 {running_mean}, running_var는 {var:g}, weight는 {weight}, bias는 {bias}이고 ε 은 무시합니다. 평가 "
            f"모드(`eval()`)에서 배치 [{first}, {second}]를 넣으면 첫째 값의 출력은 얼마입니까? 소수 둘째 자리까지 반올림하세요.",
            f"A `BatchNorm1d(1)` has running_mean {running_mean}, running_var {var:g}, weight {weight} and bias {bias}; ignore ε. In evaluation mode "
            f"(`eval()`) the batch [{first}, {second}] goes in. What is the output for the first value? Round to two decimals.",
        ),
        answer=answer,
        tolerance=0.01,
        unit="",
        explanation=both(
            f"평가 모드에서는 저장된 통계를 씁니다: ({first} - ({running_mean})) / √{var:g} × {weight} + ({bias}) = {answer:.2f}. 배치의 다른 값은 상관이 "
            "없습니다.",
            f"Evaluation mode uses the stored statistics: ({first} - ({running_mean})) / √{var:g} × {weight} + ({bias}) = {answer:.2f}. The other "
            "value of the batch does not matter.",
        ),
        wrong=(
            Wrong(
                in_batch,
                both(
                    "배치의 평균과 분산으로 정규화했습니다. 그것은 학습 모드입니다.",
                    "This normalises with the mean and variance of the batch, as training mode does.",
                ),
            ),
            Wrong(
                (first - running_mean) / var * weight + bias,
                both(
                    "분산으로 나누었습니다. 분산의 제곱근으로 나눕니다.",
                    "This divides by the variance. Divide by its square root.",
                ),
            ),
            Wrong(
                norm,
                both("weight를 곱하고 bias를 더하는 것을 빠뜨렸습니다.", "Weight and bias were left out."),
            ),
            Wrong(
                (first - running_mean) * weight + bias,
                both(
                    "running_var로 나누는 것을 빠뜨렸습니다.",
                    "The division by the square root of running_var is missing.",
                ),
            ),
        ),
        facts={"mean": running_mean, "var": var, "weight": weight, "bias": bias, "batch": (first, second)},
    )


@template("forward.neuron", topic="forward", difficulty=1, functions=("ex2_classify.forward",))
def neuron(rng: random.Random) -> Drawn:
    """One neuron of a Linear followed by ReLU: max(0, w·x + b)."""
    x = [round(rng.uniform(-2, 2), 1) for _ in range(3)]
    w = [round(rng.uniform(-2, 2), 1) for _ in range(3)]
    b = round(rng.uniform(-1, 1), 1)
    total = sum(a * c for a, c in zip(x, w, strict=True))
    if total + b < 0.1:
        w, total = [-one for one in w], -total
    answer = max(0.0, total + b)
    return Drawn(
        text=both(
            f"입력 {x}, 가중치 {w}, 편향 {b}인 뉴런 하나의 출력에 ReLU를 적용하면 얼마입니까? 소수 둘째 자리까지 쓰세요.",
            f"A neuron has the input {x}, the weights {w} and the bias {b}. What is its output after ReLU? Give two decimals.",
        ),
        answer=round(answer, 6),
        tolerance=0.01,
        unit="",
        explanation=both(
            f"곱해서 더하면 {total:.2f}, 편향을 더하면 {total + b:.2f}입니다. ReLU는 음수만 0으로 바꾸므로 출력은 {answer:.2f}입니다.",
            f"The products add up to {total:.2f}, with the bias to {total + b:.2f}. ReLU only turns negative numbers into 0: {answer:.2f}.",
        ),
        wrong=(
            Wrong(max(0.0, total), both("편향을 더하지 않았습니다.", "The bias was left out.")),
            Wrong(
                sum(max(0.0, a * c) for a, c in zip(x, w, strict=True)) + b,
                both(
                    "ReLU를 곱마다 적용했습니다. 모두 더한 뒤에 한 번 적용합니다.",
                    "ReLU was applied to each product. It comes once, after the sum.",
                ),
            ),
            Wrong(
                sum(max(0.0, a) * c for a, c in zip(x, w, strict=True)) + b,
                both(
                    "ReLU를 입력에 적용했습니다. 출력에 적용합니다.",
                    "ReLU was applied to the input. It belongs to the output.",
                ),
            ),
            Wrong(0, both("출력이 음수일 때만 0이 됩니다.", "Only a negative output becomes 0.")),
        ),
        facts={"x": tuple(x), "w": tuple(w), "b": b},
    )


@template(
    "forward.logit_count", topic="forward", difficulty=1, functions=("ex2_classify.forward",), mistakes=("3",)
)
def logit_count(rng: random.Random) -> Drawn:
    """A classifier turns [N, 3, H, W] into [N, C]."""
    batch, classes, size = (
        rng.choice([3, 5, 6, 12, 16, 24, 32]),
        rng.choice([10, 37, 100, 200, 365, 1000]),
        rng.choice([224, 256]),
    )
    answer = batch * classes
    return Drawn(
        text=both(
            f"클래스 {classes}개를 구별하는 분류 모델에 배치 `[{batch}, 3, {size}, {size}]`를 한 번 통과시킵니다. 나오는 로짓은 모두 몇 개입니까?",
            f"The batch `[{batch}, 3, {size}, {size}]` goes once through a classifier for {classes} classes. How many logits come out in all?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"이미지마다 클래스 수만큼의 로짓이 나오므로 출력은 `[{batch}, {classes}]`, 모두 {answer:,}개입니다.",
            f"Each image gets one logit per class: the output is `[{batch}, {classes}]`, {answer:,} numbers.",
        ),
        wrong=(
            Wrong(classes, both("이미지 한 장의 로짓 수입니다.", "These are the logits of one image.")),
            Wrong(
                batch,
                both(
                    "이미지마다 클래스 번호 하나를 센 것입니다. 그것은 argmax를 한 뒤입니다.",
                    "This is one class number per image, as after argmax.",
                ),
            ),
            Wrong(
                batch * 3 * size * size,
                both("입력의 숫자 수입니다.", "These are the numbers of the input."),
            ),
            Wrong(
                batch * 3 * classes,
                both(
                    "채널까지 곱했습니다. 모델은 세 채널을 함께 보고 답합니다.",
                    "The channels were multiplied in. The model looks at all three together.",
                ),
            ),
        ),
        facts={"batch": batch, "classes": classes, "size": size},
    )


@template(
    "forward.activation_memory",
    topic="forward",
    difficulty=3,
    functions=("ex2_classify.forward",),
    mistakes=("2",),
)
def activation_memory(rng: random.Random) -> Drawn:
    """With gradients, the outputs of all layers are kept; under no_grad, only one layer's input and output at a time."""
    batch = rng.choice([4, 8, 16])
    shapes = [
        (rng.choice([16, 32, 64]), rng.choice([56, 112])),
        (rng.choice([64, 128]), 28),
        (rng.choice([128, 256]), 14),
    ]
    sizes = [batch * c * s * s for c, s in shapes]
    answer = sum(sizes) * 4 / 2**20
    shown = ", ".join(f"`[{batch}, {c}, {s}, {s}]`" for c, s in shapes)
    return Drawn(
        text=both(
            f"어느 모델의 세 층이 차례로 `float32` 출력을 냅니다: {shown}. `no_grad` 없이 실행하면 역전파를 위해 세 출력을 모두 메모리에 둡니다. 모두 몇 MiB "
            "입니까? 1 MiB는 2^20 바이트입니다. 소수 둘째 자리까지 반올림하세요.",
            f"Three layers of a model give the `float32` outputs {shown}, one after the other. Without `no_grad` all three are kept for the backward "
            "pass. How many MiB is that in all? 1 MiB is 2^20 bytes. Round to two decimals.",
        ),
        answer=answer,
        tolerance=0.01,
        unit="MiB",
        explanation=both(
            f"숫자의 수를 더하고 4 바이트를 곱해 2^20으로 나눕니다: {sum(sizes):,} × 4 / 2^20 = {answer:.2f} MiB. `no_grad`에서는 다음 층이 다 쓴 출력을 "
            "바로 지울 수 있습니다.",
            f"Add up the numbers, times 4 bytes, divided by 2^20: {sum(sizes):,} × 4 / 2^20 = {answer:.2f} MiB. Under `no_grad` an output can go as "
            "soon as the next layer has used it.",
        ),
        wrong=(
            Wrong(
                answer / batch,
                both(
                    "이미지 한 장에 대한 값입니다. 배치 크기를 곱해야 합니다.",
                    "This is for one image. Multiply by the batch size.",
                ),
            ),
            Wrong(
                sizes[-1] * 4 / 2**20,
                both(
                    "마지막 출력만 세었습니다. 기울기를 구하려면 중간 출력도 있어야 합니다.",
                    "Only the last output was counted. The gradients need those in between too.",
                ),
            ),
            Wrong(
                answer / 4,
                both(
                    "숫자 하나를 1 바이트로 계산했습니다. `float32`는 4 바이트입니다.",
                    "One byte per number was counted. A `float32` takes 4.",
                ),
            ),
            Wrong(
                math.prod((answer, 2**20, 1e-6)),
                both(
                    "10^6으로 나누었습니다. MiB는 2^20 바이트입니다.",
                    "This divides by 10^6. A MiB has 2^20 bytes.",
                ),
            ),
        ),
        facts={"batch": batch, "shapes": tuple(shapes)},
    )
