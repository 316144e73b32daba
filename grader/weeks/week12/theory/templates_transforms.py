"""Numeric questions on transforms and normalisation.

Sources: torchvision docs of Resize (an int is the size of the shorter side; the other is int(size * long / short)),
CenterCrop, ToTensor (divides by 255) and Normalize ((x - mean) / std); ImageNet's mean and standard deviation.
"""

import random

from grader.exam.template import Drawn, Wrong, both, template

CHANNELS = (
    (("빨강", "red"), 0.485, 0.229),
    (("초록", "green"), 0.456, 0.224),
    (("파랑", "blue"), 0.406, 0.225),
)


@template(
    "transforms.normalize_pixel", topic="transforms", difficulty=2, functions=("ex1_preprocess.build_transform",),
    mistakes=("13", "14", "16"),
)  # fmt: skip
def normalize_pixel(rng: random.Random) -> Drawn:
    """(v / 255 - mean) / std."""
    (ko, en), mean, std = rng.choice(CHANNELS)
    value = rng.randint(5, 250)
    scaled = value / 255
    answer = (scaled - mean) / std
    return Drawn(
        text=both(
            f"어느 픽셀의 {ko} 값이 0..255의 정수로 {value}입니다. `ToTensor()` 다음에 평균 {mean}, 표준편차 {std}로 `Normalize` 하면 얼마가 "
            "됩니까? 소수 둘째 자리까지 반올림하세요.",
            f"The {en} value of a pixel, an integer in 0..255, is {value}. What does it become after `ToTensor()` and `Normalize` with mean "
            f"{mean} and standard deviation {std}? Round to two decimals.",
        ),
        answer=answer,
        tolerance=0.01,
        unit="",
        explanation=both(
            f"`ToTensor`를 지나면 {value} / 255 = {scaled:.4f}이고, ({scaled:.4f} - {mean}) / {std} = {answer:.2f}입니다.",
            f"`ToTensor` makes {value} / 255 = {scaled:.4f} of it, and ({scaled:.4f} - {mean}) / {std} = {answer:.2f}.",
        ),
        wrong=(
            Wrong(
                (value - mean) / std,
                both(
                    "255로 나누지 않았습니다. 평균과 표준편차는 0..1의 값에 대한 것입니다.",
                    "The division by 255 is missing. Mean and standard deviation are for values in 0..1.",
                ),
            ),
            Wrong(
                (scaled - std) / mean,
                both("평균과 표준편차를 바꾸어 썼습니다.", "Mean and standard deviation were swapped."),
            ),
            Wrong(
                (scaled - mean) * std,
                both(
                    "표준편차로 나누지 않고 곱했습니다.",
                    "This multiplies by the standard deviation instead of dividing.",
                ),
            ),
            Wrong(
                scaled - mean,
                both("표준편차로 나누지 않았습니다.", "The division by the standard deviation is missing."),
            ),
            Wrong(
                scaled,
                both(
                    "`ToTensor` 까지의 값입니다. 아직 정규화하지 않았습니다.",
                    "This is the value after `ToTensor`; it is not normalised yet.",
                ),
            ),
        ),
        facts={"value": value, "mean": mean, "std": std},
    )


@template(
    "transforms.denormalize_pixel",
    topic="transforms",
    difficulty=2,
    functions=("ex1_preprocess.denormalize",),
    mistakes=("27",),
)
def denormalize_pixel(rng: random.Random) -> Drawn:
    """round(255 * (y * std + mean))."""
    (ko, en), mean, std = rng.choice(CHANNELS)
    value = round(rng.uniform(-1.6, 2.0), 2)
    exact = 255 * (value * std + mean)
    answer = round(exact)
    return Drawn(
        text=both(
            f"정규화된 텐서의 {ko} 채널의 어느 값이 {value}입니다. 평균은 {mean}, 표준편차는 {std}입니다. 그림으로 되돌리면 0..255의 어느 정수가 "
            "됩니까?",
            f"The {en} channel of a normalised tensor holds the value {value}. The mean is {mean}, the standard deviation {std}. Which integer "
            "in 0..255 is it in the picture?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"정규화를 거꾸로 풉니다: {value} × {std} + {mean} = {exact / 255:.4f}, 여기에 255를 곱해 반올림하면 {answer}입니다.",
            f"Solve the normalisation backwards: {value} × {std} + {mean} = {exact / 255:.4f}; times 255 and rounded, that is {answer}.",
        ),
        wrong=(
            Wrong(
                round(255 * (value - mean) / std),
                both(
                    "정규화를 한 번 더 했습니다. 거꾸로 풀어야 합니다.",
                    "This normalises once more. Go the other way.",
                ),
            ),
            Wrong(round(255 * value * std), both("평균을 더하지 않았습니다.", "The mean was not added.")),
            Wrong(
                round(255 * (value + mean) * std),
                both(
                    "평균을 먼저 더했습니다. 표준편차를 먼저 곱합니다.",
                    "The mean was added first. Multiply by the standard deviation first.",
                ),
            ),
            Wrong(
                round(255 * (value * mean + std)),
                both("평균과 표준편차를 바꾸어 썼습니다.", "Mean and standard deviation were swapped."),
            ),
        ),
        facts={"value": value, "mean": mean, "std": std},
    )


@template(
    "transforms.resize_longer",
    topic="transforms",
    difficulty=1,
    functions=("ex1_preprocess.build_transform",),
    mistakes=("20",),
)
def resize_longer(rng: random.Random) -> Drawn:
    """Resize(256): int(256 * long / short) for the longer side (torchvision docs of Resize)."""
    short = rng.choice([300, 320, 360, 400, 480, 600, 720])
    long = short + rng.randint(3, 30) * 10
    answer = 256 * long // short
    width, height = (long, short) if rng.random() < 0.5 else (short, long)
    return Drawn(
        text=both(
            f"너비 {width}, 높이 {height} 픽셀인 이미지에 `Resize(256)`을 적용하면 긴 변은 몇 픽셀이 됩니까? torchvision처럼 소수점 아래는 버리세요.",
            f"An image is {width} pixels wide and {height} high. How many pixels has its longer side after `Resize(256)`? Cut off the decimals, "
            "as torchvision does.",
        ),
        answer=answer,
        tolerance=0,
        unit="px",
        explanation=both(
            f"짧은 변 {short}이 256이 되고 비율은 그대로입니다: 256 × {long} / {short} = {256 * long / short:.2f}, 버림하면 {answer}입니다.",
            f"The shorter side, {short}, becomes 256, and the aspect ratio stays: 256 × {long} / {short} = {256 * long / short:.2f}, cut off to "
            f"{answer}.",
        ),
        wrong=(
            Wrong(
                256,
                both(
                    "두 변이 모두 256이 되는 것은 `Resize((256, 256))`입니다. 숫자 하나는 짧은 변의 크기입니다.",
                    "Both sides become 256 with `Resize((256, 256))`. A single number is the size of the shorter side.",
                ),
            ),
            Wrong(
                long,
                both(
                    "긴 변을 그대로 두었습니다. 비율을 지키려면 함께 줄어듭니다.",
                    "The longer side was left alone. It shrinks too, to keep the aspect ratio.",
                ),
            ),
            Wrong(
                256 * short // long,
                both(
                    "비율을 거꾸로 곱했습니다. 긴 변은 짧은 변 256보다 깁니다.",
                    "The ratio is upside down. The longer side is longer than the 256 of the shorter one.",
                ),
            ),
            Wrong(
                long - (short - 256),
                both(
                    "두 변에서 같은 픽셀 수를 뺐습니다. 같은 비율로 줄여야 합니다.",
                    "The same number of pixels was taken off both sides. It is the same ratio.",
                ),
            ),
        ),
        facts={"width": width, "height": height},
    )


@template(
    "transforms.crop_left",
    topic="transforms",
    difficulty=2,
    functions=("ex1_preprocess.build_transform",),
    mistakes=("19",),
)
def crop_left(rng: random.Random) -> Drawn:
    """CenterCrop(224): the left edge is at round((W - 224) / 2)."""
    width = 224 + 2 * rng.randint(16, 130)
    answer = (width - 224) // 2
    return Drawn(
        text=both(
            f"`Resize(256)`을 지난 이미지의 너비가 {width} 픽셀, 높이가 256 픽셀입니다. `CenterCrop(224)`는 왼쪽에서 몇 픽셀을 잘라 냅니까?",
            f"After `Resize(256)` an image is {width} pixels wide and 256 high. How many pixels does `CenterCrop(224)` cut off on the left?",
        ),
        answer=answer,
        tolerance=0,
        unit="px",
        explanation=both(
            f"남는 {width} - 224 = {width - 224} 픽셀을 왼쪽과 오른쪽에서 반씩, 곧 {answer} 픽셀씩 자릅니다.",
            f"{width} - 224 = {width - 224} pixels have to go, half of them, {answer}, on either side.",
        ),
        wrong=(
            Wrong(
                width - 224,
                both(
                    "왼쪽과 오른쪽에서 잘리는 것을 더한 값입니다.",
                    "This is what is cut off on the left and on the right together.",
                ),
            ),
            Wrong(
                (256 - 224) // 2,
                both(
                    "위쪽에서 잘리는 픽셀 수입니다. 너비로 계산해야 합니다.",
                    "This is cut off at the top. Compute with the width.",
                ),
            ),
            Wrong(
                0,
                both(
                    "왼쪽 위부터 자른 것이 아닙니다. `CenterCrop`은 가운데를 남깁니다.",
                    "The crop does not begin at the left edge. `CenterCrop` keeps the middle.",
                ),
            ),
            Wrong(
                (width - 256) // 2,
                both(
                    "224가 아니라 256을 뺐습니다. 남는 크기는 224입니다.",
                    "256 was subtracted, not 224. What stays is 224.",
                ),
            ),
        ),
        facts={"width": width},
    )


@template(
    "transforms.kept_share",
    topic="transforms",
    difficulty=3,
    functions=("ex1_preprocess.build_transform",),
    mistakes=("19", "20"),
)
def kept_share(rng: random.Random) -> Drawn:
    """Share of the picture's area that CenterCrop(224) keeps after Resize(256)."""
    long = rng.randint(280, 520)
    answer = 224 * 224 / (256 * long)
    return Drawn(
        text=both(
            f"`Resize(256)`을 지난 이미지가 256 × {long} 픽셀입니다. `CenterCrop(224)` 뒤에 남는 넓이는 자르기 전 넓이의 얼마입니까? 0과 1 사이의 "
            "수로, 소수 둘째 자리까지 반올림하세요.",
            f"After `Resize(256)` an image has 256 × {long} pixels. Which share of this area does `CenterCrop(224)` keep? Give a number "
            "between 0 and 1, rounded to two decimals.",
        ),
        answer=answer,
        tolerance=0.01,
        unit="",
        explanation=both(
            f"224² / (256 × {long}) = {answer:.2f}. 이미지가 길수록 더 많이 잘려 나가, 가장자리의 물체는 모델이 보지 못합니다.",
            f"224² / (256 × {long}) = {answer:.2f}. The longer the image, the more is lost; the model never sees what is at its ends.",
        ),
        wrong=(
            Wrong(
                (224 / 256) ** 2,
                both("이미지를 정사각형으로 보았습니다.", "This takes the image for a square."),
            ),
            Wrong(
                224 / 256,
                both(
                    "짧은 변의 비율입니다. 넓이는 두 변의 비율을 곱합니다.",
                    "This is the ratio of the shorter sides. For the area, multiply both ratios.",
                ),
            ),
            Wrong(
                224 / long,
                both(
                    "긴 변의 비율입니다. 넓이는 두 변의 비율을 곱합니다.",
                    "This is the ratio of the longer sides. For the area, multiply both ratios.",
                ),
            ),
            Wrong(1 - answer, both("잘려 나간 쪽의 비율입니다.", "This is the share that is cut off.")),
        ),
        facts={"long": long},
    )


@template(
    "transforms.batch_mib",
    topic="transforms",
    difficulty=2,
    functions=("ex1_preprocess.to_batch",),
    mistakes=("24",),
)
def batch_mib(rng: random.Random) -> Drawn:
    """Memory of a float32 batch: N * 3 * H * W * 4 / 2^20."""
    batch, size = rng.choice([8, 12, 16, 24, 32, 48, 64, 96, 128]), rng.choice([192, 224, 256, 299, 384])
    answer = batch * 3 * size * size * 4 / 2**20
    return Drawn(
        text=both(
            f"컬러 이미지 {batch}장을 `float32` 배치 `[{batch}, 3, {size}, {size}]`로 만들었습니다. 메모리를 몇 MiB 차지합니까? 1 MiB는 2^20 바이트입니다. "
            "소수 첫째 자리까지 반올림하세요.",
            f"{batch} colour images make a `float32` batch `[{batch}, 3, {size}, {size}]`. How many MiB of memory does it take? 1 MiB is 2^20 bytes. "
            "Round to one decimal.",
        ),
        answer=answer,
        tolerance=0.1,
        unit="MiB",
        explanation=both(
            f"{batch}·3·{size}·{size} 개의 숫자, 하나에 4 바이트, 2^20으로 나누어 {answer:.1f} MiB입니다.",
            f"{batch}·3·{size}·{size} numbers of 4 bytes each, divided by 2^20: {answer:.1f} MiB.",
        ),
        wrong=(
            Wrong(
                answer / 4,
                both(
                    "숫자 하나를 1 바이트(`uint8`)로 계산했습니다. `float32`는 4 바이트입니다.",
                    "One byte per number is `uint8`. A `float32` takes 4 bytes.",
                ),
            ),
            Wrong(answer / 3, both("채널 3개를 곱하지 않았습니다.", "The 3 channels are missing.")),
            Wrong(answer / batch, both("이미지 한 장의 메모리입니다.", "This is the memory of one image.")),
            Wrong(
                answer * 2**20 / 10**6,
                both(
                    "10^6으로 나누었습니다. MiB는 2^20 바이트입니다.",
                    "This divides by 10^6. A MiB has 2^20 bytes.",
                ),
            ),
        ),
        facts={"batch": batch, "size": size},
    )
