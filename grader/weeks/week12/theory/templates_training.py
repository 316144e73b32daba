"""Numeric questions on the training loop: losses, steps, schedules, batch normalisation, the best epoch.

Sources: PyTorch docs of CrossEntropyLoss (mean over the batch of -log softmax), torch.optim.SGD (v = momentum * v + grad,
w = w - lr * v), StepLR (lr * gamma^(epoch // step_size)), BatchNorm2d (running = (1 - momentum) * running + momentum * batch).
"""

import math
import random

from grader.exam.template import Drawn, Wrong, both, template


@template(
    "training.epoch_loss",
    topic="training",
    difficulty=2,
    functions=("ex8_finetune.train_one_epoch", "ex8_finetune.evaluate"),
    mistakes=("101", "102", "103"),
)
def epoch_loss(rng: random.Random) -> Drawn:
    """The mean over all images: sum of (mean of a batch * its size) / number of images."""
    size, rest = rng.choice([4, 8, 16]), rng.randint(1, 3)
    sizes = [size, size, rest]
    means = [n / 10 for n in rng.sample(range(3, 40), 3)]
    total = sum(s * m for s, m in zip(sizes, means, strict=True))
    answer = total / sum(sizes)
    parts = " + ".join(f"{s}·{m}" for s, m in zip(sizes, means, strict=True))
    return Drawn(
        text=both(
            f"한 에폭의 배치 크기는 {sizes}이고, 배치마다의 평균 손실은 {means}입니다. 이미지 한 장당 평균 손실은 얼마입니까? 소수 셋째 자리까지 반올림하세요.",
            f"The batches of an epoch have the sizes {sizes} and the mean losses {means}. What is the mean loss per image? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"배치의 평균에 크기를 곱해 더하고 이미지의 수로 나눕니다: ({parts}) / {sum(sizes)} = {answer:.3f}.",
            f"Multiply each mean by its size, add up, divide by the number of images: ({parts}) / {sum(sizes)} = {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                sum(means) / 3,
                both(
                    "배치의 평균을 그냥 평균했습니다. 작은 배치가 너무 크게 들어갑니다.",
                    "This is the plain mean of the batch means. The small batch weighs too much.",
                ),
            ),
            Wrong(
                sum(means) / sum(sizes),
                both(
                    "배치의 평균에 크기를 곱하지 않고 이미지의 수로 나누었습니다.",
                    "The means were not multiplied by the sizes before dividing by the number of images.",
                ),
            ),
            Wrong(
                size * sum(means) / sum(sizes),
                both(
                    "마지막의 작은 배치에도 처음의 배치 크기를 곱했습니다.",
                    "The smaller last batch was multiplied by the full batch size.",
                ),
            ),
            Wrong(
                total / 3,
                both(
                    "배치의 수로 나누었습니다. 이미지의 수로 나눕니다.",
                    "This divides by the number of batches. Divide by the number of images.",
                ),
            ),
        ),
        facts={"sizes": tuple(sizes), "means": tuple(means)},
    )


@template(
    "training.epoch_accuracy",
    topic="training",
    difficulty=2,
    functions=("ex8_finetune.evaluate",),
    mistakes=("42",),
)
def epoch_accuracy(rng: random.Random) -> Drawn:
    """Right predictions / images, over all batches."""
    size, rest = rng.choice([8, 16, 32]), rng.randint(2, 6)
    sizes = [size, size, size, rest]
    right = [rng.randint(size // 2, size - 1) for _ in range(3)] + [rng.randint(0, rest)]
    answer = sum(right) / sum(sizes)
    return Drawn(
        text=both(
            f"검증 배치의 크기는 {sizes}, 배치마다 맞힌 이미지의 수는 {right}입니다. 에폭의 정확도는 얼마입니까? 0과 1 사이의 수로, 소수 셋째 자리까지 반올림하세요.",
            f"The validation batches have the sizes {sizes}, and {right} images of them are right. What is the accuracy of the epoch? Give a number between 0 and 1, rounded "
            "to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"맞힌 수를 모두 더해 이미지의 수로 나눕니다: {sum(right)} / {sum(sizes)} = {answer:.3f}.",
            f"Add up the right ones and divide by the number of images: {sum(right)} / {sum(sizes)} = {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                sum(r / s for r, s in zip(right, sizes, strict=True)) / 4,
                both(
                    "배치 정확도를 그냥 평균했습니다. 마지막 배치는 더 작습니다.",
                    "This is the plain mean of the batch accuracies. The last batch is smaller.",
                ),
            ),
            Wrong(
                sum(right) / 4,
                both(
                    "`len(loader)`, 곧 배치의 수로 나누었습니다. 이미지의 수로 나눕니다.",
                    "This divides by `len(loader)`, the number of batches. Divide by the number of images.",
                ),
            ),
            Wrong(
                sum(right) / (4 * size),
                both("모든 배치가 꽉 찼다고 보았습니다.", "This takes every batch as full."),
            ),
            Wrong(1 - answer, both("오류율입니다.", "This is the error rate.")),
        ),
        facts={"sizes": tuple(sizes), "right": tuple(right)},
    )


@template(
    "training.no_zero_grad",
    topic="training",
    difficulty=3,
    functions=("ex8_finetune.train_one_epoch",),
    mistakes=("95",),
)
def no_zero_grad(rng: random.Random) -> Drawn:
    """Without zero_grad gradients add up: after k steps w - lr * g * (1 + 2 + ... + k)."""
    weight, grad = round(rng.uniform(-3, 3), 1), rng.choice([-1, 1]) * round(rng.uniform(0.5, 4), 1)
    lr, k = rng.choice([0.1, 0.2, 0.05]), rng.choice([3, 4])
    answer = weight - lr * grad * k * (k + 1) / 2
    return Drawn(
        text=both(
            f"`zero_grad()`를 잊었습니다. 가중치는 {weight}, 배치마다 새로 계산되는 기울기는 늘 {grad}, 학습률은 {lr} 입니다(모멘텀 없는 SGD). {k}번의 `step()` 뒤에 가중치는 얼마입니까? 소수 둘째 자리까지 "
            "반올림하세요.",
            f"`zero_grad()` was forgotten. A weight is {weight}, the gradient computed in each batch is always {grad}, the learning rate is {lr} (SGD without momentum). What is the "
            f"weight after {k} calls of `step()`? Round to two decimals.",
        ),
        answer=answer,
        tolerance=0.01,
        unit="",
        explanation=both(
            f"`backward`는 기울기를 더합니다. 걸음마다 {grad}의 1배, 2배, …, {k}배로 움직여 {weight} - {lr} × ({grad}) × {k * (k + 1) // 2} = {answer:.2f}입니다.",
            f"`backward` adds to the gradient: the steps use {grad} once, twice, …, {k} times. {weight} - {lr} × ({grad}) × {k * (k + 1) // 2} = {answer:.2f}.",
        ),
        wrong=(
            Wrong(
                weight - lr * grad * k,
                both(
                    "배치마다 `zero_grad()`를 부른 경우의 값입니다. 여기서는 기울기가 쌓입니다.",
                    "This is with `zero_grad()` in every batch. Here the gradients add up.",
                ),
            ),
            Wrong(
                weight - lr * grad * k * k,
                both(
                    "모든 걸음에 마지막 기울기를 썼습니다. 기울기는 걸음마다 하나씩 쌓입니다.",
                    "All steps used the last gradient. It grows by one with each step.",
                ),
            ),
            Wrong(
                weight - lr * grad * (2**k - 1),
                both(
                    "걸음마다 기울기가 두 배가 된다고 보았습니다. 같은 값이 더해집니다.",
                    "The gradient was doubled in each step. The same amount is added each time.",
                ),
            ),
            Wrong(
                weight + lr * grad * k * (k + 1) / 2,
                both(
                    "기울기를 더했습니다. 기울기의 반대쪽으로 갑니다.",
                    "The gradient was added. A step goes against it.",
                ),
            ),
        ),
        facts={"weight": weight, "grad": grad, "lr": lr, "k": k},
    )


@template("training.momentum", topic="training", difficulty=3, functions=("ex8_finetune.train_one_epoch",))
def momentum(rng: random.Random) -> Drawn:
    """SGD with momentum in PyTorch: v = m * v + g (first v = g), w = w - lr * v."""
    weight, lr, m = round(rng.uniform(-2, 2), 1), rng.choice([0.1, 0.2]), rng.choice([0.5, 0.8, 0.9])
    g1, g2 = round(rng.uniform(0.5, 4), 1), rng.choice([-1, 1]) * round(rng.uniform(0.5, 4), 1)
    v2 = m * g1 + g2
    answer = weight - lr * g1 - lr * v2
    return Drawn(
        text=both(
            f"모멘텀 {m}, 학습률 {lr}인 PyTorch의 SGD(v ← {m}·v + g, w ← w - {lr}·v, 처음 v는 0)로 두 걸음을 갑니다. 처음 가중치는 {weight}, 기울기는 차례로 {g1}, {g2}입니다. 두 걸음 뒤의 가중치는 얼마입니까? 소수 셋째 자리까지 "
            "반올림하세요.",
            f"PyTorch's SGD with momentum {m} and learning rate {lr} (v ← {m}·v + g, w ← w - {lr}·v, v begins at 0) takes two steps. The weight begins at {weight}, the gradients "
            f"are {g1}, then {g2}. What is the weight after both? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"첫 걸음: v = {g1}, w = {weight - lr * g1:.3f}. 둘째 걸음: v = {m} × {g1} + ({g2}) = {v2:.3f}, w = {answer:.3f}.",
            f"First step: v = {g1}, w = {weight - lr * g1:.3f}. Second step: v = {m} × {g1} + ({g2}) = {v2:.3f}, w = {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                weight - lr * (g1 + g2),
                both("모멘텀이 없는 SGD의 값입니다.", "This is SGD without momentum."),
            ),
            Wrong(
                weight - lr * ((1 - m) * g1 + m * (1 - m) * g1 + (1 - m) * g2),
                both(
                    "기울기에 (1 - 모멘텀)을 곱했습니다. PyTorch의 SGD는 곱하지 않습니다.",
                    "The gradient was multiplied by (1 - momentum). PyTorch's SGD does not.",
                ),
            ),
            Wrong(weight - lr * v2, both("첫 걸음을 빠뜨렸습니다.", "The first step is missing.")),
            Wrong(
                weight - lr * (g1 + g1 + g2),
                both(
                    "속도에 모멘텀을 곱하지 않았습니다.", "The velocity was not multiplied by the momentum."
                ),
            ),
        ),
        facts={"weight": weight, "lr": lr, "momentum": m, "grads": (g1, g2)},
    )


@template(
    "training.step_lr",
    topic="training",
    difficulty=2,
    functions=("ex8_finetune.train_model",),
    mistakes=("97", "98", "99"),
)
def step_lr(rng: random.Random) -> Drawn:
    """StepLR: lr * gamma^(epoch // step_size), epochs numbered from 0, one scheduler.step() per epoch."""
    lr, gamma, step = rng.choice([0.2, 0.4, 0.8, 1.6]), rng.choice([0.5, 0.1]), rng.randint(3, 7)
    epoch = rng.randint(1, 3) * step + rng.choice([0, 0, 1, step - 1])
    answer = lr * gamma ** (epoch // step)
    return Drawn(
        text=both(
            f"`StepLR(step_size={step}, gamma={gamma})`이고 처음 학습률은 {lr}입니다. 에폭마다 학습이 끝난 뒤 `scheduler.step()`을 한 번 부릅니다. {epoch}번 에폭(번호는 0부터)의 학습에 쓰이는 학습률은 얼마입니까? 소수 "
            f"다섯째 자리까지 쓰세요.",
            f"With `StepLR(step_size={step}, gamma={gamma})` and an initial learning rate of {lr}, `scheduler.step()` is called once after the training of each epoch. Which learning "
            f"rate is epoch {epoch} (numbers begin at 0) trained with? Give five decimals.",
        ),
        answer=answer,
        tolerance=1e-5,
        unit="",
        explanation=both(
            f"{epoch} // {step} = {epoch // step}이므로 {lr} × {gamma}^{epoch // step} = {answer:.5f}입니다.",
            f"{epoch} // {step} = {epoch // step}, so it is {lr} × {gamma}^{epoch // step} = {answer:.5f}.",
        ),
        wrong=(
            Wrong(
                lr * gamma ** ((epoch + 1) // step),
                both(
                    "한 에폭 일찍 줄였습니다. `step()`은 학습이 끝난 뒤에 부릅니다.",
                    "This drops one epoch early. `step()` comes after the training.",
                ),
            ),
            Wrong(
                lr * gamma ** ((epoch - 1) // step),
                both(
                    "한 에폭 늦게 줄였습니다. 에폭 번호는 0부터입니다.",
                    "This drops one epoch late. Epochs are numbered from 0.",
                ),
            ),
            Wrong(
                lr * gamma ** (2 * epoch // step),
                both(
                    "train과 val에서 두 번 불렀습니다. 두 배 빨리 줄어듭니다.",
                    "`step()` was called in train and in val: the rate falls twice as fast.",
                ),
            ),
            Wrong(
                lr * gamma**epoch,
                both(
                    f"에폭마다 줄였습니다. {step} 에폭에 한 번 줄어듭니다.",
                    f"This drops in every epoch. It drops once in {step} epochs.",
                ),
            ),
            Wrong(lr, both("학습률이 그대로라고 보았습니다.", "The learning rate was left as it was.")),
        ),
        facts={"lr": lr, "gamma": gamma, "step": step, "epoch": epoch},
    )


@template(
    "training.cross_entropy", topic="training", difficulty=2, functions=("ex8_finetune.train_one_epoch",)
)
def cross_entropy(rng: random.Random) -> Drawn:
    """Mean of -ln(probability of the right class)."""
    p, q = (n / 100 for n in rng.sample(range(8, 96), 2))
    answer = -(math.log(p) + math.log(q)) / 2
    return Drawn(
        text=both(
            f"배치의 이미지 두 장에서 모델이 정답 클래스에 준 확률이 {p}, {q}입니다. 교차 엔트로피 손실(배치의 평균, 자연로그)은 얼마입니까? 소수 셋째 자리까지 반올림하세요.",
            f"For the two images of a batch the model gives the right classes the probabilities {p} and {q}. What is the cross-entropy loss (mean over the batch, natural logarithm)? "
            "Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"-ln {p} = {-math.log(p):.3f}, -ln {q} = {-math.log(q):.3f}, 평균은 {answer:.3f}입니다.",
            f"-ln {p} = {-math.log(p):.3f}, -ln {q} = {-math.log(q):.3f}, their mean is {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                -math.log((p + q) / 2),
                both(
                    "확률을 먼저 평균했습니다. 로그를 먼저 구합니다.",
                    "The probabilities were averaged first. Take the logarithms first.",
                ),
            ),
            Wrong(
                2 * answer,
                both(
                    "합입니다. `CrossEntropyLoss`는 배치의 평균을 냅니다.",
                    "This is the sum. `CrossEntropyLoss` averages over the batch.",
                ),
            ),
            Wrong(
                answer / math.log(10),
                both(
                    "상용로그를 썼습니다. 자연로그입니다.",
                    "This uses the logarithm to base 10. It is the natural one.",
                ),
            ),
            Wrong(
                1 - (p + q) / 2,
                both(
                    "1에서 확률을 뺐습니다. 손실은 로그로 구합니다.",
                    "The probabilities were taken from 1. The loss is a logarithm.",
                ),
            ),
        ),
        facts={"p": p, "q": q},
    )


@template("training.chance_loss", topic="training", difficulty=2, functions=("ex8_finetune.train_one_epoch",))
def chance_loss(rng: random.Random) -> Drawn:
    """The loss of a model that gives all C classes the same probability: ln C."""
    classes = rng.choice([2, 3, 5, 6, 8, 10, 12, 20, 37, 50, 100, 102, 200, 365, 1000])
    answer = math.log(classes)
    return Drawn(
        text=both(
            f"클래스 {classes}개의 문제에서 아직 아무것도 배우지 못한 모델이 모든 클래스에 같은 확률을 줍니다. 교차 엔트로피 손실(자연로그)은 얼마입니까? 소수 둘째 자리까지 반올림하세요.",
            f"In a problem of {classes} classes a model that has learned nothing yet gives all classes the same probability. What is its cross-entropy loss (natural logarithm)? Round to "
            "two decimals.",
        ),
        answer=answer,
        tolerance=0.01,
        unit="",
        explanation=both(
            f"-ln(1/{classes}) = ln {classes} = {answer:.2f}입니다. 학습을 시작할 때 손실이 이보다 훨씬 크면 무언가 잘못된 것입니다.",
            f"-ln(1/{classes}) = ln {classes} = {answer:.2f}. A loss far above this at the start means that something is wrong.",
        ),
        wrong=(
            Wrong(
                1 / classes,
                both(
                    "확률 자체입니다. 손실은 -ln 확률입니다.",
                    "This is the probability. The loss is -ln of it.",
                ),
            ),
            Wrong(math.log10(classes), both("상용로그를 썼습니다.", "This uses the logarithm to base 10.")),
            Wrong(
                math.log2(classes), both("밑이 2인 로그를 썼습니다.", "This uses the logarithm to base 2.")
            ),
            Wrong(1 - 1 / classes, both("오류율입니다.", "This is the error rate.")),
        ),
        facts={"classes": classes},
    )


@template(
    "training.softmax_twice",
    topic="training",
    difficulty=3,
    functions=("ex8_finetune.train_one_epoch",),
    mistakes=("106",),
)
def softmax_twice(rng: random.Random) -> Drawn:
    """Softmax before CrossEntropyLoss: at best the inputs are (1, 0, ..., 0), and the loss is ln(e + C - 1) - 1."""
    classes = rng.choice([2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 25, 37, 50, 100])
    answer = math.log(math.e + classes - 1) - 1
    return Drawn(
        text=both(
            f"클래스 {classes}개의 문제에서 모델의 출력에 소프트맥스를 한 뒤 `CrossEntropyLoss`에 넣었습니다(`CrossEntropyLoss`는 안에서 소프트맥스를 또 합니다). 모델이 정답에 확률 1을 주어도 손실은 이 값 아래로 내려가지 않습니다. 그 값은 "
            "얼마입니까? 소수 셋째 자리까지 반올림하세요.",
            f"In a problem of {classes} classes the output of a model goes through softmax and then into `CrossEntropyLoss`, which takes the softmax once more inside. Even when the model gives "
            "the right class the probability 1, the loss does not fall below a certain value. Which? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"입력이 (1, 0, …, 0)이면 두 번째 소프트맥스의 정답 확률은 e / (e + {classes - 1})이고, -ln을 취하면 {answer:.3f}입니다. `CrossEntropyLoss`에는 로짓을 그대로 넣습니다.",
            f"With (1, 0, …, 0) as input the second softmax gives the right class e / (e + {classes - 1}), and -ln of that is {answer:.3f}. `CrossEntropyLoss` wants the logits as they are.",
        ),
        wrong=(
            Wrong(
                0,
                both(
                    "로짓을 그대로 넣었을 때의 하한입니다.",
                    "This is the limit when the logits go in as they are.",
                ),
            ),
            Wrong(
                math.log(classes),
                both(
                    "모든 클래스에 같은 확률을 줄 때의 손실입니다.",
                    "This is the loss when all classes get the same probability.",
                ),
            ),
            Wrong(
                math.log(math.e + classes) - 1,
                both(
                    "다른 클래스를 하나 더 세었습니다. 정답을 뺀 나머지는 클래스 수보다 하나 적습니다.",
                    "One class too many was counted. Besides the right one there are one fewer than all.",
                ),
            ),
            Wrong(
                math.e / (math.e + classes - 1),
                both(
                    "두 번째 소프트맥스의 확률입니다. 손실은 -ln 확률입니다.",
                    "This is the probability of the second softmax. The loss is -ln of it.",
                ),
            ),
        ),
        facts={"classes": classes},
    )


@template(
    "training.best_epoch",
    topic="training",
    difficulty=1,
    functions=("ex8_finetune.train_model",),
    mistakes=("87", "89", "90"),
)
def best_epoch(rng: random.Random) -> Drawn:
    """The first epoch of the highest validation accuracy (epochs from 0)."""
    train = sorted(n / 100 for n in rng.sample(range(55, 100), 7))
    val = [rng.randint(60, 84) / 100 for _ in range(7)]
    top = max(val) + 0.02
    first, second = sorted(rng.sample(range(0, 6), 2))
    val[first] = val[second] = round(top, 2)
    answer = first
    rows = "\n".join(f"    {e}  {t:.2f}  {v:.2f}" for e, (t, v) in enumerate(zip(train, val, strict=True)))
    return Drawn(
        text=both(
            f"에폭, 학습 정확도, 검증 정확도입니다.\n\n{rows}\n\n검증 정확도가 가장 높은 에폭의 가중치를 간직하고, 같으면 먼저 나온 에폭을 고릅니다. 몇 번 에폭의 가중치가 남습니까?",
            f"Epoch, training accuracy, validation accuracy:\n\n{rows}\n\nThe weights of the epoch with the highest validation accuracy are kept, the earlier one on a tie. Which epoch's "
            "weights are kept?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"가장 높은 검증 정확도는 {val[first]:.2f}이고 {first}번과 {second}번 에폭에 나옵니다. 먼저 나온 {first}번이 남습니다(`>`로 견줍니다).",
            f"The highest validation accuracy, {val[first]:.2f}, is in epochs {first} and {second}; the earlier one, {first}, is kept (compare with `>`).",
        ),
        wrong=(
            Wrong(
                second,
                both(
                    "같은 값이 나올 때마다 바꾸었습니다(`>=`). 먼저 나온 에폭이 남습니다.",
                    "This changes on a tie (`>=`). The earlier epoch is kept.",
                ),
            ),
            Wrong(
                6,
                both(
                    "마지막 에폭, 곧 학습 정확도가 가장 높은 에폭입니다. 검증 정확도로 고릅니다.",
                    "This is the last epoch, with the best training accuracy. Validation accuracy decides.",
                ),
            ),
            Wrong(first + 1, both("에폭을 1부터 세었습니다.", "Epochs were counted from 1.")),
            Wrong(
                min(range(7), key=lambda e: train[e] - val[e]),
                both(
                    "학습 정확도와의 차이로 골랐습니다. 검증 정확도만 봅니다.",
                    "This goes by the gap to the training accuracy. Only the validation accuracy counts.",
                ),
            ),
        ),
        facts={"train": tuple(train), "val": tuple(val)},
    )


@template(
    "training.running_mean",
    topic="training",
    difficulty=2,
    functions=("ex8_finetune.evaluate", "ex7_extract.extract_features"),
    mistakes=("85", "92"),
)
def running_mean(rng: random.Random) -> Drawn:
    """BatchNorm in training mode: running = (1 - momentum) * running + momentum * batch mean."""
    old, batch = round(rng.uniform(-2, 2), 1), round(rng.uniform(2.5, 6), 1)
    k = rng.choice([1, 2])
    m = 0.1
    once = (1 - m) * old + m * batch
    answer = once if k == 1 else (1 - m) * once + m * batch
    return Drawn(
        text=both(
            f"`BatchNorm2d`(momentum {m})의 어느 채널의 running_mean이 {old}입니다. 학습 모드에서 그 채널의 평균이 {batch}인 배치를 {'한' if k == 1 else '두'} 번 통과시키면 running_mean은 얼마가 됩니까? 소수 셋째 자리까지 반올림하세요.",
            f"In one channel of a `BatchNorm2d` (momentum {m}) the running_mean is {old}. In training mode, a batch whose mean in this channel is {batch} goes through {'once' if k == 1 else 'twice'}. What does "
            "running_mean become? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"지날 때마다 새 값은 0.9 × (지금 값) + 0.1 × {batch}이고, 결과는 {answer:.3f}입니다. 기울기를 끄거나 파라미터를 얼려도 학습 모드이면 바뀌므로, 평가할 때는 `eval()`이 필요합니다.",
            f"Each pass makes it 0.9 × (what it was) + 0.1 × {batch}: {answer:.3f}. In training mode this happens without gradients and with frozen parameters too; that is why evaluation needs "
            "`eval()`.",
        ),
        wrong=(
            Wrong(
                old,
                both(
                    "평가 모드의 값입니다. 학습 모드에서는 바뀝니다.",
                    "This is what evaluation mode leaves. Training mode changes it.",
                ),
            ),
            Wrong(
                batch,
                both("배치의 평균으로 통째로 바꾸었습니다.", "This replaces it by the mean of the batch."),
            ),
            Wrong(
                m * old + (1 - m) * batch,
                both(
                    "두 값의 몫을 바꾸어 썼습니다. PyTorch의 momentum은 새 값의 몫입니다.",
                    "The shares were swapped. In PyTorch, momentum is the share of the new value.",
                ),
            ),
            Wrong((old + batch) / 2, both("두 값을 반씩 섞었습니다.", "The two were mixed half and half.")),
        ),
        facts={"old": old, "batch": batch, "k": k},
    )
