"""Numeric questions on detection: precision, recall and what a threshold does to them.

Source: Everingham et al. 2010, "The PASCAL VOC Challenge", section 4.2 (precision, recall, a true positive has the right
class and enough overlap, each object is found once).
"""

import random

from grader.exam.template import Drawn, Wrong, both, template


def counted(rng: random.Random) -> tuple[int, int, int]:
    return rng.randint(8, 60), rng.randint(2, 25), rng.randint(2, 25)


@template("detection.precision", topic="detection", difficulty=1, functions=("ex6_detect.filter_detections",))
def precision(rng: random.Random) -> Drawn:
    """TP / (TP + FP)."""
    tp, fp, fn = counted(rng)
    answer = tp / (tp + fp)
    return Drawn(
        text=both(
            f"사진들에 사람이 {tp + fn}명 있습니다. 검출기는 '사람' 상자를 {tp + fp}개 내놓았고, 그 가운데 {tp}개가 서로 다른 사람을 맞혔습니다. 정밀도(precision)는 얼마입니까? 소수 "
            "셋째 자리까지 반올림하세요.",
            f"There are {tp + fn} people in some photos. A detector gives {tp + fp} boxes 'person', and {tp} of them are right, each on a different person. "
            "What is the precision? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"정밀도는 내놓은 상자 가운데 맞은 비율입니다: {tp} / {tp + fp} = {answer:.3f}.",
            f"Precision is the share of right ones among the boxes given: {tp} / {tp + fp} = {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                tp / (tp + fn),
                both(
                    "재현율입니다. 있는 사람의 수로 나누었습니다.",
                    "This is the recall: it divides by the people that there are.",
                ),
            ),
            Wrong(2 * tp / (2 * tp + fp + fn), both("F1 점수입니다.", "This is the F1 score.")),
            Wrong(
                tp / (tp + fp + fn),
                both(
                    "틀린 상자와 놓친 사람을 모두 분모에 넣었습니다.",
                    "Both wrong boxes and missed people are in the denominator.",
                ),
            ),
            Wrong(fp / (tp + fp), both("틀린 상자의 비율입니다.", "This is the share of wrong boxes.")),
        ),
        facts={"objects": tp + fn, "boxes": tp + fp, "right": tp},
    )


@template("detection.recall", topic="detection", difficulty=1, functions=("ex6_detect.filter_detections",))
def recall(rng: random.Random) -> Drawn:
    """TP / (TP + FN)."""
    tp, fp, fn = counted(rng)
    answer = tp / (tp + fn)
    return Drawn(
        text=both(
            f"사진들에 자동차가 {tp + fn}대 있습니다. 검출기는 '자동차' 상자를 {tp + fp}개 내놓았고, 그 가운데 {tp}개가 서로 다른 자동차를 맞혔습니다. 재현율(recall)은 얼마입니까? 소수 "
            "셋째 자리까지 반올림하세요.",
            f"There are {tp + fn} cars in some photos. A detector gives {tp + fp} boxes 'car', and {tp} of them are right, each on a different car. What is the "
            "recall? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"재현율은 있는 물체 가운데 찾은 비율입니다: {tp} / {tp + fn} = {answer:.3f}.",
            f"Recall is the share of the objects that were found: {tp} / {tp + fn} = {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                tp / (tp + fp),
                both(
                    "정밀도입니다. 내놓은 상자의 수로 나누었습니다.",
                    "This is the precision: it divides by the boxes given.",
                ),
            ),
            Wrong(2 * tp / (2 * tp + fp + fn), both("F1 점수입니다.", "This is the F1 score.")),
            Wrong(
                (tp + fp) / (tp + fn),
                both("틀린 상자까지 찾은 것으로 세었습니다.", "Wrong boxes were counted as found."),
            ),
            Wrong(
                fn / (tp + fn),
                both("놓친 물체의 비율입니다.", "This is the share of objects that were missed."),
            ),
        ),
        facts={"objects": tp + fn, "boxes": tp + fp, "right": tp},
    )


@template(
    "detection.threshold_recall", topic="detection", difficulty=3, functions=("ex6_detect.filter_detections",)
)
def threshold_recall(rng: random.Random) -> Drawn:
    """Recall when the threshold goes up: fewer boxes, the same number of objects."""
    scores = sorted((n / 100 for n in rng.sample(range(20, 99), 8)), reverse=True)
    right = [rng.random() < 0.85 - 0.07 * i for i in range(8)]
    threshold = rng.choice([0.4, 0.5, 0.6, 0.7])
    objects = max(sum(right), 4) + rng.randint(1, 4)
    kept = [r for s, r in zip(scores, right, strict=True) if s > threshold]
    answer = sum(kept) / objects
    rows = "\n".join(f"    {s:.2f}  {'O' if r else 'X'}" for s, r in zip(scores, right, strict=True))
    return Drawn(
        text=both(
            f"물체가 {objects}개 있는 사진들에서 검출기가 상자 8개를 내놓았습니다. 점수와, 서로 다른 물체를 바르게 맞혔는지(O/X)입니다.\n\n{rows}\n\n점수가 {threshold}보다 큰 상자만 "
            "남기면 재현율은 얼마입니까? 소수 셋째 자리까지 반올림하세요.",
            f"In photos with {objects} objects a detector gives 8 boxes. Here are their scores, and whether each is right, on an object of its own "
            f"(O/X).\n\n{rows}\n\nIf only the boxes with a score above {threshold} are kept, what is the recall? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"남은 상자 {len(kept)}개 가운데 {sum(kept)}개가 맞았습니다. 재현율은 {sum(kept)} / {objects} = {answer:.3f}입니다. 기준을 올리면 재현율은 낮아지거나 그대로이고, 정밀도는 대개 "
            "높아집니다.",
            f"{sum(kept)} of the {len(kept)} boxes that are kept are right: the recall is {sum(kept)} / {objects} = {answer:.3f}. With a higher threshold the "
            "recall falls or stays, and the precision mostly rises.",
        ),
        wrong=(
            Wrong(sum(kept) / max(1, len(kept)), both("정밀도입니다.", "This is the precision.")),
            Wrong(
                sum(right) / objects, both("기준을 적용하지 않았습니다.", "The threshold was not applied.")
            ),
            Wrong(
                sum(kept) / max(1, sum(right)),
                both(
                    "맞은 상자의 수로 나누었습니다. 있는 물체의 수로 나눕니다.",
                    "This divides by the right boxes. Divide by the objects that there are.",
                ),
            ),
            Wrong(len(kept) / objects, both("틀린 상자까지 세었습니다.", "Wrong boxes were counted too.")),
        ),
        facts={"scores": tuple(scores), "right": tuple(right), "threshold": threshold, "objects": objects},
    )
