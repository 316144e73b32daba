"""Numeric questions on semantic segmentation: classes per pixel, IoU and mIoU, palette, up-sampling.

Sources: Long, Shelhamer and Darrell 2015 (FCN; mean IU = mean over classes of n_ii / (t_i + sum_j n_ji - n_ii)); the palette
of the PyTorch hub page of FCN-ResNet101; PyTorch docs of ConvTranspose2d ((H - 1)s - 2p + k) and of interpolate, mode
"nearest" (input index floor(i * in / out)).
"""

import random

from grader.exam.template import Drawn, Wrong, both, template

COLORS = (
    (("빨강(R)", "red (R)"), 2**25 - 1),
    (("초록(G)", "green (G)"), 2**15 - 1),
    (("파랑(B)", "blue (B)"), 2**21 - 1),
)


def grid(rows: list[list[int]]) -> str:
    return "\n".join("    " + " ".join(f"{n:3d}" for n in row) for row in rows)


def counts(pred: list[int], target: list[int], classes: int) -> list[tuple[int, int]]:
    """Intersection and union of each class; pixels whose target is 255 do not exist."""
    pairs = [(p, t) for p, t in zip(pred, target, strict=True) if t != 255]
    return [(sum(p == t == c for p, t in pairs), sum(c in (p, t) for p, t in pairs)) for c in range(classes)]


def masks(rng: random.Random, classes: int, *, ignore: bool) -> tuple[list[list[int]], list[list[int]]]:
    target = [[rng.randrange(classes) for _ in range(4)] for _ in range(3)]
    pred = [[t if rng.random() < 0.65 else rng.randrange(classes) for t in row] for row in target]
    if ignore:
        for place in rng.sample(range(12), 2):
            target[place // 4][place % 4] = 255
    return pred, target


@template(
    "segmentation.mean_iou",
    topic="segmentation",
    difficulty=3,
    functions=("ex5_segment.mean_iou",),
    mistakes=("52", "53"),
)
def mean_iou(rng: random.Random) -> Drawn:
    """Mean of intersection / union over the classes that occur in the prediction or in the target."""
    pred, target = masks(rng, 3, ignore=False)
    flat_pred, flat_target = [n for row in pred for n in row], [n for row in target for n in row]
    pairs = counts(flat_pred, flat_target, 3)
    present = [(i, u) for i, u in pairs if u]
    answer = sum(i / u for i, u in present) / len(present)
    hits = sum(p == t for p, t in zip(flat_pred, flat_target, strict=True))
    shown = ", ".join(f"{c}: {i}/{u}" for c, (i, u) in enumerate(pairs) if u)
    return Drawn(
        text=both(
            f"예측 마스크와 정답 마스크입니다.\n\n예측\n{grid(pred)}\n정답\n{grid(target)}\n\n둘 중 하나에라도 나오는 클래스에 대한 mIoU는 얼마입니까? 소수 셋째 자리까지 "
            "반올림하세요.",
            f"A predicted mask and the right one:\n\nprediction\n{grid(pred)}\ntarget\n{grid(target)}\n\nWhat is the mIoU over the classes that occur in at least "
            "one of them? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"클래스별 교집합/합집합은 {shown}이고, 평균은 {answer:.3f}입니다.",
            f"Intersection / union of each class: {shown}. Their mean is {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                hits / 12,
                both(
                    "픽셀 정확도입니다. IoU는 클래스마다 합집합으로 나눕니다.",
                    "This is the pixel accuracy. IoU divides by the union, class by class.",
                ),
            ),
            Wrong(
                sum(i for i, _ in present) / sum(u for _, u in present),
                both(
                    "교집합과 합집합을 모두 더한 뒤 나누었습니다. 클래스마다 나눈 뒤 평균을 냅니다.",
                    "Intersections and unions were summed before dividing. Divide for each class, then average.",
                ),
            ),
            Wrong(
                sum(2 * i / (i + u) for i, u in present) / len(present),
                both(
                    "다이스 계수(F1)의 평균입니다. IoU는 교집합을 한 번만 셉니다.",
                    "This is the mean Dice coefficient (F1). IoU counts the intersection once.",
                ),
            ),
            Wrong(
                sum(i / max(1, flat_target.count(c)) for c, (i, _) in enumerate(pairs)) / len(present),
                both(
                    "정답의 픽셀 수로 나누었습니다(재현율). 합집합으로 나누어야 합니다.",
                    "This divides by the pixels of the target (recall). Divide by the union.",
                ),
            ),
        ),
        facts={"pred": tuple(flat_pred), "target": tuple(flat_target), "classes": 3},
    )


@template(
    "segmentation.ignored_pixels",
    topic="segmentation",
    difficulty=2,
    functions=("ex5_segment.mean_iou",),
    mistakes=("51",),
)
def ignored_pixels(rng: random.Random) -> Drawn:
    """IoU of one class where pixels with target 255 do not exist."""
    pred, target = masks(rng, 2, ignore=True)
    flat_pred, flat_target = [n for row in pred for n in row], [n for row in target for n in row]
    inter, union = counts(flat_pred, flat_target, 2)[1]
    answer = inter / union if union else 0.0
    loose = sum(1 in pair for pair in zip(flat_pred, flat_target, strict=True))
    zero_inter, zero_union = counts(flat_pred, flat_target, 2)[0]
    return Drawn(
        text=both(
            f"클래스는 0과 1이고, 정답이 255인 픽셀은 세지 않습니다.\n\n예측\n{grid(pred)}\n정답\n{grid(target)}\n\n클래스 1의 IoU는 얼마입니까? 소수 셋째 자리까지 "
            "반올림하세요.",
            f"The classes are 0 and 1; pixels whose target is 255 do not count.\n\nprediction\n{grid(pred)}\ntarget\n{grid(target)}\n\nWhat is the IoU of class 1? "
            "Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"255인 두 픽셀을 예측에서도 빼면 교집합은 {inter}, 합집합은 {union} 픽셀이고 IoU는 {answer:.3f}입니다.",
            f"Without the two pixels of 255, in the prediction too, the intersection has {inter} pixels and the union {union}: {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                inter / max(1, loose),
                both(
                    "255인 자리의 예측까지 합집합에 넣었습니다. 그 픽셀은 없는 것으로 봅니다.",
                    "Predictions at the places of 255 went into the union. Those pixels do not exist.",
                ),
            ),
            Wrong(
                zero_inter / max(1, zero_union),
                both("클래스 0의 IoU입니다.", "This is the IoU of class 0."),
            ),
            Wrong(
                sum(p == t for p, t in zip(flat_pred, flat_target, strict=True)) / 10,
                both("남은 픽셀의 정확도입니다.", "This is the accuracy over the pixels that are left."),
            ),
            Wrong(
                inter / max(1, flat_target.count(1)),
                both(
                    "정답의 픽셀 수로 나누었습니다(재현율).",
                    "This divides by the pixels of the target (recall).",
                ),
            ),
        ),
        facts={"pred": tuple(flat_pred), "target": tuple(flat_target)},
    )


@template(
    "segmentation.iou_from_counts", topic="segmentation", difficulty=1, functions=("ex5_segment.mean_iou",)
)
def iou_from_counts(rng: random.Random) -> Drawn:
    """IoU = TP / (TP + FP + FN)."""
    tp, fp, fn = rng.randint(40, 400), rng.randint(10, 200), rng.randint(10, 200)
    answer = tp / (tp + fp + fn)
    return Drawn(
        text=both(
            f"'강아지' 클래스로 예측한 픽셀이 {tp + fp}개, 정답이 '강아지'인 픽셀이 {tp + fn}개이고, 둘 다 '강아지'인 픽셀은 {tp}개입니다. 이 클래스의 IoU는 얼마입니까? 소수 "
            "셋째 자리까지 반올림하세요.",
            f"{tp + fp} pixels were predicted as 'dog', {tp + fn} pixels are 'dog' in the target, and {tp} are 'dog' in both. What is the IoU of this class? "
            "Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"합집합은 {tp + fp} + {tp + fn} - {tp} = {tp + fp + fn} 픽셀입니다. {tp} / {tp + fp + fn} = {answer:.3f}.",
            f"The union has {tp + fp} + {tp + fn} - {tp} = {tp + fp + fn} pixels. {tp} / {tp + fp + fn} = {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                tp / (2 * tp + fp + fn),
                both(
                    "합집합에서 교집합을 한 번 빼지 않았습니다.",
                    "The intersection was not taken off the union.",
                ),
            ),
            Wrong(
                2 * tp / (2 * tp + fp + fn),
                both("다이스 계수(F1)입니다.", "This is the Dice coefficient (F1)."),
            ),
            Wrong(
                tp / (tp + fp),
                both(
                    "정밀도입니다. 예측한 픽셀만으로 나누었습니다.",
                    "This is the precision: only the predicted pixels are in the denominator.",
                ),
            ),
            Wrong(
                tp / (tp + fn),
                both(
                    "재현율입니다. 정답 픽셀만으로 나누었습니다.",
                    "This is the recall: only the pixels of the target are in the denominator.",
                ),
            ),
        ),
        facts={"tp": tp, "fp": fp, "fn": fn},
    )


@template(
    "segmentation.class_ids",
    topic="segmentation",
    difficulty=1,
    functions=("ex5_segment.segment",),
    mistakes=("44", "45"),
)
def class_ids(rng: random.Random) -> Drawn:
    """[N, C, H, W] scores become [N, H, W] class ids."""
    n, h, w = rng.randint(2, 8), rng.choice([128, 240, 256, 320]), rng.choice([160, 200, 320, 480])
    answer = n * h * w
    return Drawn(
        text=both(
            f"분할 모델의 출력 `out`의 모양이 `[{n}, 21, {h}, {w}]`입니다. `out.argmax(dim=1)`에는 클래스 번호가 모두 몇 개 들어 있습니까?",
            f"The output `out` of a segmentation model has the shape `[{n}, 21, {h}, {w}]`. How many class numbers does `out.argmax(dim=1)` hold?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"픽셀마다 21개의 점수가 번호 하나로 줄어 `[{n}, {h}, {w}]`, 모두 {answer:,}개입니다.",
            f"The 21 scores of each pixel become one number: `[{n}, {h}, {w}]`, {answer:,} in all.",
        ),
        wrong=(
            Wrong(
                n * 21 * h * w,
                both(
                    "점수의 수입니다. argmax는 21개의 점수에서 번호 하나를 고릅니다.",
                    "This counts the scores. argmax picks one number out of 21 scores.",
                ),
            ),
            Wrong(
                21 * h * w, both("배치 방향(dim 0)으로 골랐습니다.", "This picks along the batch (dim 0).")
            ),
            Wrong(
                n,
                both(
                    "이미지마다 하나씩 세었습니다. 분할은 픽셀마다 답합니다.",
                    "This is one per image. Segmentation answers for each pixel.",
                ),
            ),
            Wrong(h * w, both("이미지 한 장의 픽셀 수입니다.", "These are the pixels of one image.")),
        ),
        facts={"shape": (n, 21, h, w)},
    )


@template(
    "segmentation.palette",
    topic="segmentation",
    difficulty=2,
    functions=("ex5_segment.color_palette",),
    mistakes=("54",),
)
def palette(rng: random.Random) -> Drawn:
    """(i * (2^25 - 1, 2^15 - 1, 2^21 - 1)) % 255; the number for one channel is (2^k - 1) % 255 * i % 255."""
    (ko, en), number = rng.choice(COLORS[1:])
    i, rest = rng.randint(3, 20), number % 255
    answer = i * rest % 255
    return Drawn(
        text=both(
            f"팔레트에서 클래스 i의 {ko} 값은 i × {number}을 255로 나눈 나머지입니다. {number}을 255로 나눈 나머지는 {rest}입니다. 클래스 {i}의 {ko} 값은 얼마입니까?",
            f"In a palette the {en} value of class i is i × {number} modulo 255. {number} modulo 255 is {rest}. What is the {en} value of class {i}?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"{i} × {rest} = {i * rest}, 이것을 255로 나눈 나머지는 {answer}입니다.",
            f"{i} × {rest} = {i * rest}, modulo 255: {answer}.",
        ),
        wrong=(
            Wrong(
                i * rest % 256,
                both("256으로 나눈 나머지입니다. 255로 나눕니다.", "This is modulo 256. It is modulo 255."),
            ),
            Wrong(
                (i - 1) * rest % 255,
                both(
                    "클래스 번호가 하나 밀렸습니다. 배경이 클래스 0입니다.",
                    "The class numbers are shifted by one. The background is class 0.",
                ),
            ),
            Wrong(
                i * (number % 256) % 256 % 255,
                both(
                    "나머지를 구하기 전에 `uint8`로 바꾸어 수가 넘쳤습니다.",
                    "The number overflowed: it was turned into `uint8` before the modulo.",
                ),
            ),
            Wrong(
                min(255, i * rest),
                both(
                    "255로 자른 값입니다. 나머지를 구해야 합니다.",
                    "This was clipped to 255. Take the remainder.",
                ),
            ),
        ),
        facts={"number": number, "class": i},
    )


@template("segmentation.transposed_conv", topic="segmentation", difficulty=3)
def transposed_conv(rng: random.Random) -> Drawn:
    """Output size of ConvTranspose2d: (H - 1) * stride - 2 * padding + kernel."""
    size, stride = rng.randint(7, 40), rng.choice([2, 4, 8])
    kernel, padding = rng.choice(
        [(2 * stride, stride // 2), (2 * stride, 0), (2 * stride, 1), (stride + 1, 0)]
    )
    answer = (size - 1) * stride - 2 * padding + kernel
    return Drawn(
        text=both(
            f"FCN은 전치 합성곱(transposed convolution)으로 특징 맵을 키웁니다. 한 변 {size}인 특징 맵에 커널 {kernel}×{kernel}, 스트라이드 {stride}, 패딩 {padding}인 "
            "`nn.ConvTranspose2d`를 적용하면 출력의 한 변은 몇 픽셀입니까?",
            f"FCN enlarges feature maps by transposed convolutions. An `nn.ConvTranspose2d` with kernel {kernel}×{kernel}, stride {stride} and padding {padding} is "
            f"applied to a feature map with sides of {size}. How many pixels has one side of the output?",
        ),
        answer=answer,
        tolerance=0,
        unit="px",
        explanation=both(
            f"합성곱의 식을 거꾸로 풉니다: ({size} - 1) × {stride} - 2·{padding} + {kernel} = {answer}.",
            f"Solve the formula of the convolution backwards: ({size} - 1) × {stride} - 2·{padding} + {kernel} = {answer}.",
        ),
        wrong=(
            Wrong(
                max(0, size + 2 * padding - kernel) // stride + 1,
                both(
                    "보통의 합성곱의 식입니다. 전치 합성곱은 크기를 키웁니다.",
                    "This is the formula of an ordinary convolution. The transposed one enlarges.",
                ),
            ),
            Wrong(
                size * stride,
                both(
                    "크기에 스트라이드만 곱했습니다. 커널과 패딩도 크기를 정합니다.",
                    "The size was only multiplied by the stride. Kernel and padding matter too.",
                ),
            ),
            Wrong(
                (size - 1) * stride + 2 * padding + kernel,
                both(
                    "패딩을 더했습니다. 전치 합성곱에서는 뺍니다.",
                    "The padding was added. In a transposed convolution it is taken off.",
                ),
            ),
            Wrong(
                size * stride - 2 * padding + kernel,
                both("크기에서 1을 빼지 않았습니다.", "The size was not reduced by 1 first."),
            ),
        ),
        facts={"size": size, "kernel": kernel, "stride": stride, "padding": padding},
    )


@template(
    "segmentation.nearest",
    topic="segmentation",
    difficulty=2,
    functions=("ex5_segment.colorize",),
    mistakes=("48",),
)
def nearest(rng: random.Random) -> Drawn:
    """Nearest-neighbour resizing takes input row floor(i * in / out): ids are repeated, never mixed."""
    small = rng.randint(5, 12)
    large = small * rng.randint(2, 5) + rng.randint(1, small - 1)
    place = rng.randrange(large // 3, large - 1)
    exact = place * small / large
    answer = place * small // large
    return Drawn(
        text=both(
            f"높이 {small}인 마스크를 최근접(nearest) 방식으로 높이 {large} 픽셀까지 키웁니다. PyTorch의 `interpolate`는 출력의 i번 줄에 입력의 "
            f"floor(i × 입력 높이 / 출력 높이)번 줄을 그대로 씁니다. 출력의 {place}번 줄(번호는 0부터)은 입력의 몇 번 줄입니까?",
            f"A mask of height {small} is enlarged to height {large} by nearest-neighbour resizing. PyTorch's `interpolate` puts input row floor(i × "
            f"input height / output height), unchanged, into output row i. Which input row is in output row {place} (numbers begin at 0)?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"{place} × {small} / {large} = {exact:.2f}, 버림하면 {answer}입니다. 줄이 그대로 되풀이되므로 없던 클래스 번호가 생기지 않습니다.",
            f"{place} × {small} / {large} = {exact:.2f}, cut off to {answer}. Rows are repeated as they are, so no class number is invented.",
        ),
        wrong=(
            Wrong(
                answer + 1,
                both("올림하거나 번호를 1부터 세었습니다.", "This is rounded up, or numbered from 1."),
            ),
            Wrong(
                round(exact, 2),
                both(
                    "두 줄을 섞는 자리(보간)입니다. 번호는 이름표이므로 섞을 수 없습니다.",
                    "This lies between two rows, as in interpolation. Class numbers are names and cannot be mixed.",
                ),
            ),
            Wrong(
                place % small,
                both(
                    "마스크 전체를 되풀이했습니다. 줄마다 되풀이합니다.",
                    "The whole mask was repeated. Each row is repeated.",
                ),
            ),
            Wrong(
                min(place, small - 1),
                both("늘리지 않은 자리입니다.", "This is the place without any enlarging."),
            ),
        ),
        facts={"small": small, "large": large, "place": place},
    )
