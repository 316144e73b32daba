"""Numeric questions on detection: boxes, scores, IoU, NMS, thresholds.

Source: torchvision docs of ops.box_area, ops.box_iou and ops.nms (boxes (x1, y1, x2, y2); a box goes when its IoU with a
kept one is greater than the threshold).
"""

import random

from grader.exam.template import Drawn, Wrong, both, template

Box = tuple[int, int, int, int]


def area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def shared(a: Box, b: Box, plus: int = 0) -> int:
    width = min(a[2], b[2]) - max(a[0], b[0]) + plus
    height = min(a[3], b[3]) - max(a[1], b[1]) + plus
    return max(0, width) * max(0, height)


def iou(a: Box, b: Box) -> float:
    both_ = shared(a, b)
    return both_ / (area(a) + area(b) - both_)


@template("detection.box_area", topic="detection", difficulty=1, functions=("ex6_detect.box_iou",))
def box_area(rng: random.Random) -> Drawn:
    """(x2 - x1) * (y2 - y1)."""
    x1, y1 = rng.randint(5, 90), rng.randint(5, 90)
    x2, y2 = x1 + rng.randint(12, 120), y1 + rng.randint(12, 120)
    answer = (x2 - x1) * (y2 - y1)
    return Drawn(
        text=both(
            f"검출기가 내놓은 상자는 (x1, y1, x2, y2) = ({x1}, {y1}, {x2}, {y2})입니다. 상자의 넓이는 몇 픽셀입니까?",
            f"A detector gives the box (x1, y1, x2, y2) = ({x1}, {y1}, {x2}, {y2}). What is the area of the box, in pixels?",
        ),
        answer=answer,
        tolerance=0,
        unit="px",
        explanation=both(
            f"너비 {x2} - {x1} = {x2 - x1}, 높이 {y2} - {y1} = {y2 - y1}, 넓이 {answer:,}입니다.",
            f"Width {x2} - {x1} = {x2 - x1}, height {y2} - {y1} = {y2 - y1}, area {answer:,}.",
        ),
        wrong=(
            Wrong(
                x2 * y2,
                both(
                    "뒤의 두 수를 너비와 높이로 읽었습니다. 오른쪽 아래 모서리의 좌표입니다.",
                    "The last two numbers were taken for width and height. They are the bottom right corner.",
                ),
            ),
            Wrong(
                (x2 - x1 + 1) * (y2 - y1 + 1),
                both(
                    "너비와 높이에 1을 더했습니다. torchvision의 상자에서는 더하지 않습니다.",
                    "1 was added to width and height. Boxes of torchvision have no such 1.",
                ),
            ),
            Wrong(
                abs(y1 - x1) * abs(y2 - x2),
                both(
                    "좌표의 순서를 (x1, x2, y1, y2)로 읽었습니다.", "The order was read as (x1, x2, y1, y2)."
                ),
            ),
            Wrong(2 * (x2 - x1 + y2 - y1), both("둘레입니다.", "This is the perimeter.")),
        ),
        facts={"box": (x1, y1, x2, y2)},
    )


@template(
    "detection.iou",
    topic="detection",
    difficulty=2,
    functions=("ex6_detect.box_iou",),
    mistakes=("71", "645"),
)
def box_iou(rng: random.Random) -> Drawn:
    """Intersection over union of two boxes that overlap."""
    w, h = rng.randint(4, 12), rng.randint(4, 12)
    x, y = rng.randint(0, 6), rng.randint(0, 6)
    a = (x, y, x + w, y + h)
    dx, dy = rng.randint(1, w - 2), rng.randint(1, h - 2)
    b = (x + dx, y + dy, x + dx + rng.randint(4, 12), y + dy + rng.randint(4, 12))
    inter = shared(a, b)
    answer = iou(a, b)
    plus = shared(a, b, 1)
    areas = [(c[2] - c[0] + 1) * (c[3] - c[1] + 1) for c in (a, b)]
    return Drawn(
        text=both(
            f"두 상자 {a}, {b}의 IoU는 얼마입니까? 상자는 (x1, y1, x2, y2)입니다. 소수 셋째 자리까지 반올림하세요.",
            f"What is the IoU of the boxes {a} and {b}? A box is (x1, y1, x2, y2). Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"겹친 넓이 {inter}, 합친 넓이 {area(a)} + {area(b)} - {inter} = {area(a) + area(b) - inter}, 비는 {answer:.3f}입니다.",
            f"Shared area {inter}, area of the union {area(a)} + {area(b)} - {inter} = {area(a) + area(b) - inter}, ratio {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                inter / (area(a) + area(b)),
                both(
                    "합친 넓이에서 겹친 넓이를 한 번 빼지 않았습니다.",
                    "The shared area was counted twice: take it off once.",
                ),
            ),
            Wrong(
                plus / (sum(areas) - plus),
                both(
                    "너비와 높이에 1을 더했습니다. 좌표는 연속된 값이므로 더하지 않습니다.",
                    "1 was added to widths and heights. Coordinates are continuous: add nothing.",
                ),
            ),
            Wrong(
                inter / min(area(a), area(b)),
                both(
                    "작은 상자의 넓이로 나누었습니다. 합친 넓이로 나눕니다.",
                    "This divides by the smaller box. Divide by the area of the union.",
                ),
            ),
            Wrong(
                inter / max(area(a), area(b)),
                both(
                    "큰 상자의 넓이로 나누었습니다. 합친 넓이로 나눕니다.",
                    "This divides by the larger box. Divide by the area of the union.",
                ),
            ),
            Wrong(
                2 * inter / (area(a) + area(b)), both("다이스 계수입니다.", "This is the Dice coefficient.")
            ),
        ),
        facts={"a": a, "b": b},
    )


@template(
    "detection.above_threshold",
    topic="detection",
    difficulty=1,
    functions=("ex6_detect.filter_detections",),
    mistakes=("61", "64"),
)
def above_threshold(rng: random.Random) -> Drawn:
    """Scores strictly above the threshold, in any order."""
    threshold = rng.choice([0.3, 0.4, 0.6, 0.7, 0.8])
    scores = [n / 100 for n in rng.sample(range(5, 100), 9)] + [threshold]
    rng.shuffle(scores)
    answer = sum(s > threshold for s in scores)
    return Drawn(
        text=both(
            f"검출기가 내놓은 점수가 {scores}입니다. 점수가 기준 {threshold}보다 큰 것만 남기면(기준과 같으면 버립니다) 몇 개가 남습니까?",
            f"A detector gives the scores {scores}. Only those above the threshold {threshold} are kept (one that equals it is dropped). How many stay?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"{threshold}보다 큰 점수는 {sorted((s for s in scores if s > threshold), reverse=True)}, {answer}개입니다.",
            f"Above {threshold} are {sorted((s for s in scores if s > threshold), reverse=True)}: {answer}.",
        ),
        wrong=(
            Wrong(
                answer + 1,
                both(
                    "기준과 같은 점수까지 남겼습니다(`>=`).",
                    "The score that equals the threshold was kept (`>=`).",
                ),
            ),
            Wrong(10 - answer, both("버려지는 개수입니다.", "This is how many are dropped.")),
            Wrong(
                next((i for i, s in enumerate(scores) if s <= threshold), 10),
                both(
                    "처음으로 기준에 못 미치는 점수에서 멈추었습니다. 점수는 순서대로가 아닙니다.",
                    "This stops at the first score that is too low. The scores are in no order.",
                ),
            ),
            Wrong(
                max((i + 1 for i, s in enumerate(scores) if s > threshold), default=0),
                both(
                    "기준을 넘는 마지막 점수까지 모두 남겼습니다. 점수는 순서대로가 아닙니다.",
                    "Everything up to the last good score was kept. The scores are in no order.",
                ),
            ),
        ),
        facts={"scores": tuple(scores), "threshold": threshold},
    )


def keep(boxes: list[Box], scores: list[float], threshold: float) -> list[int]:
    left, kept = sorted(range(len(boxes)), key=lambda i: -scores[i]), []
    while left:
        kept.append(left[0])
        left = [i for i in left[1:] if iou(boxes[i], boxes[left[0]]) <= threshold]
    return kept


@template(
    "detection.nms_kept",
    topic="detection",
    difficulty=3,
    functions=("ex6_detect.nms",),
    mistakes=("72", "74"),
)
def nms_kept(rng: random.Random) -> Drawn:
    """How many boxes NMS keeps; all have the same height, so that IoU is easy by hand."""
    threshold = rng.choice([0.3, 0.4, 0.5])
    boxes, x = [], 0
    for _ in range(5):
        x += rng.choice([2, 3, 4, 6, 9])
        boxes.append((x, 0, x + 10, 10))
    scores = [n / 100 for n in rng.sample(range(30, 99), 5)]
    order = list(range(5))
    rng.shuffle(order)
    boxes = [boxes[i] for i in order]
    answer = len(keep(boxes, scores, threshold))
    best = max(range(5), key=lambda i: scores[i])
    first_only = 1 + sum(iou(boxes[i], boxes[best]) <= threshold for i in range(5) if i != best)
    falling = sorted(range(5), key=lambda i: -scores[i])
    chained = sum(
        all(iou(boxes[i], boxes[j]) <= threshold for j in falling[:n]) for n, i in enumerate(falling)
    )
    in_order = len(keep(boxes, [5.0, 4.0, 3.0, 2.0, 1.0], threshold))
    rows = "\n".join(f"    {b}  {s:.2f}" for b, s in zip(boxes, scores, strict=True))
    return Drawn(
        text=both(
            f"상자 (x1, y1, x2, y2) 다섯 개와 점수입니다.\n\n{rows}\n\nIoU 기준 {threshold}인 NMS(non-maximum suppression)를 하면 상자가 몇 개 남습니까?",
            f"Five boxes (x1, y1, x2, y2) with their scores:\n\n{rows}\n\nHow many boxes are left after non-maximum suppression (NMS) with an IoU threshold of "
            f"{threshold}?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            "점수가 가장 높은 상자를 남기고 그것과 기준보다 많이 겹치는 상자를 버리기를 되풀이합니다. 남는 상자는 "
            f"{answer}개이고 점수는 "
            f"{[scores[i] for i in keep(boxes, scores, threshold)]}입니다. 버린 상자는 다른 상자를 버리지 못합니다.",
            "Keep the box with the highest score, drop those that overlap with it by more than the threshold, and repeat. "
            f"{answer} are kept, with the scores "
            f"{[scores[i] for i in keep(boxes, scores, threshold)]}. A dropped box drops no other.",
        ),
        wrong=(
            Wrong(
                first_only,
                both(
                    "가장 높은 상자와만 견주었습니다. 남긴 상자 모두와 견주어야 합니다.",
                    "Everything was compared with the best box only. Compare with each box that is kept.",
                ),
            ),
            Wrong(
                chained,
                both(
                    "버린 상자로도 다른 상자를 버렸습니다. 남긴 상자만 다른 상자를 버립니다.",
                    "Dropped boxes dropped others. Only boxes that are kept do.",
                ),
            ),
            Wrong(
                in_order,
                both(
                    "점수가 아니라 적힌 순서대로 처리했습니다.",
                    "The boxes were taken in the order given, not by score.",
                ),
            ),
            Wrong(5, both("아무것도 버리지 않았습니다.", "Nothing was dropped.")),
            Wrong(
                1,
                both(
                    "가장 높은 상자만 남겼습니다. 겹치지 않는 상자는 다른 물체입니다.",
                    "Only the best was kept. Boxes that do not overlap are other objects.",
                ),
            ),
        ),
        facts={"boxes": tuple(boxes), "scores": tuple(scores), "threshold": threshold},
    )
