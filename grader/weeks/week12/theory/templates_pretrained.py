"""Numeric questions on pre-trained models: how big they are, and what training them once has cost.

Sources: PyTorch docs, torch.Tensor.element_size and torch.dtype (float32 has 4 bytes, float16 has 2);
the number of ImageNet-1K training images, 1,281,167 (Russakovsky et al. 2015, "ImageNet Large Scale Visual Recognition
Challenge", table 2).
"""

import math
import random

from grader.exam.template import Drawn, Wrong, both, template


@template("pretrained.size_mib", topic="pretrained", difficulty=1, functions=("ex4_inspect.rank_models",))
def size_mib(rng: random.Random) -> Drawn:
    """Memory of the parameters: count * bytes of one / 2^20."""
    count = rng.randint(12, 1400) * 100_000
    dtype, size = rng.choice([("float32", 4), ("float16", 2)])
    answer = count * size / 2**20
    other = 6 - size
    return Drawn(
        text=both(
            f"어느 사전 학습된 모델의 파라미터는 {count:,}개이고 모두 `{dtype}`입니다. 파라미터가 차지하는 메모리는 몇 MiB 입니까? "
            "1 MiB는 2^20 바이트입니다. 소수 첫째 자리까지 반올림하세요.",
            f"A pre-trained model has {count:,} parameters, all of them `{dtype}`. How many MiB of memory do the parameters take? "
            "1 MiB is 2^20 bytes. Round to one decimal.",
        ),
        answer=answer,
        tolerance=0.1,
        unit="MiB",
        explanation=both(
            f"`{dtype}` 숫자 하나는 {size} 바이트입니다. {count:,} × {size} = {count * size:,} 바이트이고, 2^20으로 나누면 "
            f"{answer:.1f} MiB입니다.",
            f"One `{dtype}` number takes {size} bytes. {count:,} × {size} = {count * size:,} bytes; divided by 2^20 that is "
            f"{answer:.1f} MiB.",
        ),
        wrong=(
            Wrong(
                count / 2**20,
                both(
                    f"숫자 하나를 1 바이트로 계산했습니다. `{dtype}` 숫자는 {size} 바이트입니다.",
                    f"This counts one byte per number. `{dtype}` takes {size} bytes.",
                ),
            ),
            Wrong(
                count * size / 10**6,
                both(
                    "10^6으로 나누었습니다. 그것은 MB이고, MiB는 2^20 바이트입니다.",
                    "This divides by 10^6, which gives MB. A MiB has 2^20 bytes.",
                ),
            ),
            Wrong(
                count * other / 2**20,
                both(
                    f"숫자 하나를 {other} 바이트로 계산했습니다. `{dtype}` 숫자는 {size} 바이트입니다.",
                    f"This counts {other} bytes per number. `{dtype}` takes {size}.",
                ),
            ),
            Wrong(
                count * size * 8 / 2**20,
                both(
                    "바이트가 아니라 비트를 세었습니다. 1 바이트는 8 비트입니다.",
                    "This counts bits, not bytes. One byte has 8 bits.",
                ),
            ),
        ),
        facts={"count": count, "dtype": dtype},
    )


@template("pretrained.updates", topic="pretrained", difficulty=2, functions=("ex8_finetune.train_one_epoch",))
def updates(rng: random.Random) -> Drawn:
    """Weight updates of a whole training: epochs * ceil(images / batch)."""
    images = 1_281_167
    batch = rng.choice([64, 96, 128, 160, 192, 256, 384, 512])
    epochs = rng.choice([30, 45, 60, 90, 100, 120])
    per_epoch = math.ceil(images / batch)
    answer = per_epoch * epochs
    return Drawn(
        text=both(
            f"어느 모델을 ImageNet의 학습 이미지 {images:,}장으로, 에폭 수 {epochs}, 배치 크기 {batch}의 설정으로 학습했습니다. 마지막의 작은 "
            "배치도 학습에 씁니다. 배치마다 가중치를 한 번 고친다면 가중치를 모두 몇 번 고쳤습니까?",
            f"A model was trained on ImageNet's {images:,} training images for {epochs} epochs, with batch size {batch}. The smaller "
            "last batch is used too. With one update of the weights per batch, how many updates were there in all?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"한 에폭의 배치 수는 ⌈{images:,} / {batch}⌉ = {per_epoch:,}개이고, {epochs} 에폭이면 {answer:,}번입니다. 공개된 가중치를 "
            "내려받으면 이 계산을 다시 하지 않아도 됩니다.",
            f"An epoch has {images:,} / {batch}, rounded up, that is {per_epoch:,} batches; {epochs} epochs make {answer:,} updates. "
            "Whoever downloads the published weights saves all of them.",
        ),
        wrong=(
            Wrong(
                images // batch * epochs,
                both(
                    "나눈 값을 내림했습니다. 마지막의 작은 배치도 한 번의 갱신입니다.",
                    "The division was rounded down. The smaller last batch is an update too.",
                ),
            ),
            Wrong(
                per_epoch,
                both(
                    "한 에폭의 갱신 횟수입니다. 에폭 수를 곱해야 합니다.",
                    "These are the updates of one epoch. Multiply by the number of epochs.",
                ),
            ),
            Wrong(
                images * epochs,
                both(
                    "모델이 본 이미지의 수입니다. 갱신은 이미지마다가 아니라 배치마다 한 번입니다.",
                    "This is how many images the model has seen. There is one update per batch, not per image.",
                ),
            ),
        ),
        facts={"images": images, "batch": batch, "epochs": epochs},
    )


@template("pretrained.gpu_hours", topic="pretrained", difficulty=1)
def gpu_hours(rng: random.Random) -> Drawn:
    """GPU hours: days * 24 * GPUs, for each of several groups."""
    gpus, days, groups = rng.choice([2, 4, 8, 16]), rng.randint(3, 14), rng.randint(3, 12)
    one = gpus * days * 24
    answer = one * groups
    return Drawn(
        text=both(
            f"큰 모델 하나를 처음부터 학습하는 데 GPU {gpus}대로 {days}일이 걸립니다. 연구실 {groups}곳이 공개된 가중치를 쓰지 않고 저마다 "
            "처음부터 학습한다면 모두 몇 GPU 시간(GPU 수 × 시간)이 듭니까?",
            f"Training a large model from scratch takes {days} days on {gpus} GPUs. If {groups} laboratories ignore the published weights "
            "and each train it from scratch, how many GPU hours (GPUs × hours) does that take in all?",
        ),
        answer=answer,
        tolerance=0,
        unit="h",
        explanation=both(
            f"한 곳에서 {gpus} × {days} × 24 = {one:,} GPU 시간이고, {groups}곳이면 {answer:,} GPU 시간입니다. 가중치를 한 번 공개하면 "
            f"{one:,} GPU 시간만 들면 됩니다.",
            f"One laboratory takes {gpus} × {days} × 24 = {one:,} GPU hours, {groups} take {answer:,}. Weights that are published once "
            f"cost {one:,} GPU hours only.",
        ),
        wrong=(
            Wrong(
                days * 24 * groups,
                both(
                    "GPU의 수를 곱하지 않았습니다. GPU 시간은 모든 GPU의 시간을 더한 것입니다.",
                    "The number of GPUs is missing. GPU hours add up the hours of all GPUs.",
                ),
            ),
            Wrong(
                gpus * days * groups,
                both(
                    "날 수를 그대로 썼습니다. 하루는 24 시간입니다.",
                    "These are GPU days. A day has 24 hours.",
                ),
            ),
            Wrong(
                one,
                both(
                    f"연구실 한 곳의 값입니다. {groups}곳이 따로 학습합니다.",
                    f"This is one laboratory. {groups} of them train on their own.",
                ),
            ),
        ),
        facts={"gpus": gpus, "days": days, "groups": groups},
    )
