"""Numeric questions on argmax, softmax, top-k and labels.

Sources: PyTorch docs of torch.softmax (exp(z_i) / sum of exp(z_j)), torch.argmax (without dim: an index into the flattened
tensor) and torch.topk.
"""

import math
import random

from grader.exam.template import Drawn, Wrong, both, template

NAMES = (("고양이", "cat"), ("강아지", "dog"), ("연", "kite"), ("배", "boat"), ("꽃", "flower"))


def softmax(logits: list[float]) -> list[float]:
    exp = [math.exp(z) for z in logits]
    return [e / sum(exp) for e in exp]


def rows_text(rows: list[list[float]]) -> str:
    return "\n".join("    " + "  ".join(f"{z:5.1f}" for z in row) for row in rows)


def distinct(rng: random.Random, count: int, low: float, high: float) -> list[float]:
    """`count` numbers with one decimal, no two alike."""
    return [n / 10 for n in rng.sample(range(round(low * 10), round(high * 10)), count)]


@template(
    "predict.softmax", topic="predict", difficulty=1, functions=("ex2_classify.top_k",), mistakes=("5", "10")
)
def softmax_probability(rng: random.Random) -> Drawn:
    """exp(z_i) / sum of exp(z_j)."""
    logits = distinct(rng, 3, 0.2, 3.0)
    i = rng.randrange(3)
    answer = softmax(logits)[i]
    exp = [math.exp(z) for z in logits]
    return Drawn(
        text=both(
            f"이미지 한 장의 로짓이 {logits}입니다. 클래스 {i}(번호는 0부터)의 소프트맥스 확률은 얼마입니까? 소수 셋째 자리까지 반올림하세요.",
            f"The logits of one image are {logits}. What is the softmax probability of class {i} (numbers begin at 0)? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"exp를 취하면 {exp[0]:.3f}, {exp[1]:.3f}, {exp[2]:.3f}이고 합은 {sum(exp):.3f}입니다. {exp[i]:.3f} / {sum(exp):.3f} = {answer:.3f}입니다.",
            f"The exponentials are {exp[0]:.3f}, {exp[1]:.3f} and {exp[2]:.3f}, their sum is {sum(exp):.3f}. {exp[i]:.3f} / {sum(exp):.3f} = {answer:.3f}.",
        ),
        wrong=(
            Wrong(
                logits[i] / sum(logits),
                both(
                    "로짓을 로짓의 합으로 나누었습니다. 먼저 exp를 취합니다.",
                    "A logit was divided by the sum of the logits. Take the exponentials first.",
                ),
            ),
            Wrong(
                1 / (1 + math.exp(-logits[i])),
                both(
                    "시그모이드입니다. 소프트맥스는 다른 클래스의 로짓도 봅니다.",
                    "This is the sigmoid. Softmax looks at the logits of the other classes too.",
                ),
            ),
            Wrong(
                exp[i],
                both(
                    "exp를 취하기만 했습니다. 합으로 나누어야 합니다.",
                    "This is the exponential alone. Divide it by the sum.",
                ),
            ),
            Wrong(
                1.0,
                both(
                    "배치 방향(dim 0)으로 계산했습니다. 한 장뿐이면 모두 1이 됩니다.",
                    "This goes along the batch (dim 0): with a single image all become 1.",
                ),
            ),
        ),
        facts={"logits": tuple(logits), "i": i},
    )


@template(
    "predict.argmax_row",
    topic="predict",
    difficulty=1,
    functions=("ex2_classify.predict_labels",),
    mistakes=("4", "6"),
)
def argmax_row(rng: random.Random) -> Drawn:
    """argmax(dim=1): the place of the largest logit in each row."""
    rows = [distinct(rng, 4, -5, 9) for _ in range(3)]
    r = rng.randrange(3)
    answer = rows[r].index(max(rows[r]))
    flat = [n for row in rows for n in row]
    columns = list(zip(*rows, strict=True))
    return Drawn(
        text=both(
            f"이미지 3장, 클래스 4개의 로짓입니다.\n\n{rows_text(rows)}\n\n`logits.argmax(dim=1)`의 {r}번 값은 얼마입니까? 번호는 모두 0부터 셉니다.",
            f"These are the logits of 3 images and 4 classes.\n\n{rows_text(rows)}\n\nWhat is value number {r} of `logits.argmax(dim=1)`? All "
            "numbers begin at 0.",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"`dim=1`은 한 행(이미지)의 클래스들 가운데 가장 큰 값의 자리를 찾습니다. {r}번 행의 가장 큰 값은 {max(rows[r])}이고 {answer}번 열에 있습니다.",
            f"`dim=1` looks for the largest value among the classes of one row (image). The largest value of row {r}, {max(rows[r])}, is in column "
            f"{answer}.",
        ),
        wrong=(
            Wrong(
                columns[r].index(max(columns[r])),
                both(
                    "열에서 찾았습니다. 그것은 `argmax(dim=0)`입니다.",
                    "This was searched in a column, as `argmax(dim=0)` does.",
                ),
            ),
            Wrong(
                answer + 1,
                both("1부터 세었습니다. 번호는 0부터입니다.", "This counts from 1. Numbers begin at 0."),
            ),
            Wrong(
                flat.index(max(flat)),
                both(
                    "표 전체에서 찾은 자리입니다. 그것은 `dim`이 없는 `argmax()`입니다.",
                    "This is a place in the whole table, as `argmax()` without `dim` gives.",
                ),
            ),
            Wrong(
                rows[r].index(min(rows[r])),
                both("가장 작은 로짓의 자리입니다.", "This is the place of the smallest logit."),
            ),
        ),
        facts={"rows": tuple(map(tuple, rows)), "r": r},
    )


@template(
    "predict.argmax_flat",
    topic="predict",
    difficulty=2,
    functions=("ex2_classify.predict_labels",),
    mistakes=("6",),
)
def argmax_flat(rng: random.Random) -> Drawn:
    """argmax() without dim: row * C + column (torch.argmax, "of all elements in the input")."""
    n, classes = rng.randint(4, 16), rng.choice([10, 20, 100, 1000])
    row, column = rng.randrange(1, n), rng.randrange(classes)
    answer = row * classes + column
    return Drawn(
        text=both(
            f"`logits`의 모양은 `[{n}, {classes}]`이고, 가장 큰 값은 {row}번 행, {column}번 열에 있습니다(번호는 0부터). `dim` 없이 부른 "
            "`logits.argmax()`는 얼마입니까?",
            f"`logits` has the shape `[{n}, {classes}]`, and its largest value is in row {row}, column {column} (numbers begin at 0). What does "
            "`logits.argmax()`, called without `dim`, give?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"`dim`이 없으면 텐서를 한 줄로 펼친 자리입니다: {row} × {classes} + {column} = {answer:,}. 클래스 번호로 쓰면 틀린 이름이 나오거나 범위를 "
            "벗어납니다.",
            f"Without `dim` it is the place in the flattened tensor: {row} × {classes} + {column} = {answer:,}. Used as a class number it gives a "
            "wrong name, or is out of range.",
        ),
        wrong=(
            Wrong(
                column,
                both("그 행의 `argmax(dim=1)` 값입니다.", "This is what `argmax(dim=1)` gives for that row."),
            ),
            Wrong(row, both("행의 번호입니다.", "This is the number of the row.")),
            Wrong(
                column * n + row,
                both(
                    "열을 따라 펼쳤습니다. PyTorch는 행을 차례로 이어 붙입니다.",
                    "This flattens along the columns. PyTorch joins the rows one after the other.",
                ),
            ),
            Wrong(
                (row + 1) * classes + column + 1,
                both("번호를 1부터 세었습니다.", "This counts from 1."),
            ),
        ),
        facts={"shape": (n, classes), "row": row, "column": column},
    )


@template("predict.probability_ratio", topic="predict", difficulty=3, functions=("ex2_classify.top_k",))
def probability_ratio(rng: random.Random) -> Drawn:
    """p_a / p_b = exp(z_a - z_b)."""
    low, high = sorted(distinct(rng, 2, 1, 7))
    answer = math.exp(high - low)
    a, b = rng.sample(NAMES, 2)
    return Drawn(
        text=both(
            f"어느 이미지에서 클래스 '{a[0]}'의 로짓은 {high}, '{b[0]}'의 로짓은 {low}입니다. '{a[0]}'의 소프트맥스 확률은 '{b[0]}'의 몇 배입니까? 소수 "
            "둘째 자리까지 반올림하세요.",
            f"For an image the logit of class '{a[1]}' is {high}, that of '{b[1]}' is {low}. How many times the softmax probability of '{b[1]}' is that "
            f"of '{a[1]}'? Round to two decimals.",
        ),
        answer=answer,
        tolerance=0.01,
        unit="",
        explanation=both(
            f"같은 분모로 나누므로 비는 exp({high}) / exp({low}) = exp({high - low:.1f}) = {answer:.2f}입니다. 확률은 로짓의 차이로만 정해집니다.",
            f"Both have the same denominator: exp({high}) / exp({low}) = exp({high - low:.1f}) = {answer:.2f}. Only differences of logits matter.",
        ),
        wrong=(
            Wrong(
                high / low,
                both(
                    "로짓을 로짓으로 나누었습니다. 확률은 exp를 거칩니다.",
                    "A logit was divided by a logit. Probabilities go through exp.",
                ),
            ),
            Wrong(
                high - low,
                both(
                    "로짓의 차이입니다. 비는 차이의 exp입니다.",
                    "This is the difference of the logits. The ratio is its exponential.",
                ),
            ),
            Wrong(
                2 ** (high - low),
                both(
                    "밑을 2로 계산했습니다. 소프트맥스의 밑은 e입니다.",
                    "The base was 2. Softmax has the base e.",
                ),
            ),
            Wrong(1 / answer, both("거꾸로 나누었습니다.", "The ratio is upside down.")),
        ),
        facts={"high": high, "low": low},
    )


@template(
    "predict.top2_mass", topic="predict", difficulty=2, functions=("ex2_classify.top_k",), mistakes=("10",)
)
def top2_mass(rng: random.Random) -> Drawn:
    """The two largest softmax probabilities together."""
    logits = distinct(rng, 4, 0.0, 3.0)
    p = softmax(logits)
    best = sorted(p, reverse=True)
    answer = best[0] + best[1]
    return Drawn(
        text=both(
            f"이미지 한 장의 로짓이 {logits}입니다. 가장 그럴듯한 두 클래스(top-2)의 소프트맥스 확률을 더하면 얼마입니까? 소수 셋째 자리까지 반올림하세요.",
            f"The logits of one image are {logits}. What do the softmax probabilities of the two most likely classes (top-2) add up to? Round to three "
            "decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"네 클래스 모두로 소프트맥스를 구하면 큰 것부터 {best[0]:.3f}, {best[1]:.3f}이고, 더하면 {answer:.3f}입니다.",
            f"Softmax over all four classes gives {best[0]:.3f} and {best[1]:.3f} as the two largest; together {answer:.3f}.",
        ),
        wrong=(
            Wrong(best[0], both("첫째 확률만 썼습니다(top-1).", "This is the first one alone (top-1).")),
            Wrong(
                p[0] + p[1],
                both(
                    "앞의 두 클래스를 더했습니다. 확률이 큰 두 클래스를 더합니다.",
                    "These are the first two classes. Add the two most likely ones.",
                ),
            ),
            Wrong(
                1.0,
                both(
                    "두 클래스끼리만 소프트맥스를 구했습니다. 분모에는 모든 클래스가 들어갑니다.",
                    "Softmax was taken over these two alone. All classes are in the denominator.",
                ),
            ),
            Wrong(
                sum(sorted(logits)[-2:]),
                both(
                    "로짓을 더했습니다. 로짓은 확률이 아닙니다.",
                    "These are logits. Logits are not probabilities.",
                ),
            ),
        ),
        facts={"logits": tuple(logits)},
    )


@template("predict.top5_accuracy", topic="predict", difficulty=2, functions=("ex2_classify.top_k",))
def top5_accuracy(rng: random.Random) -> Drawn:
    """Top-5 accuracy: the right class is among the five most likely."""
    ranks = [rng.choice([1, 1, 1, 2, 3, 4, 5, 6, 7, 9, 14, 30]) for _ in range(8)]
    answer = sum(r <= 5 for r in ranks) / 8
    one = sum(r == 1 for r in ranks) / 8
    return Drawn(
        text=both(
            f"이미지 8장에서, 확률이 높은 순서로 늘어놓았을 때 정답 클래스가 나온 순위(1이 가장 높음)는 {ranks}입니다. top-5 정확도는 얼마입니까? 0과 1 사이의 "
            "수로, 소수 셋째 자리까지 쓰세요.",
            f"For 8 images the rank of the right class, when the classes are ordered by probability (1 is the most likely), is {ranks}. What is the "
            "top-5 accuracy? Give a number between 0 and 1 with three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"순위가 5 이하인 이미지는 {round(answer * 8)}장입니다: {round(answer * 8)} / 8 = {answer:.3f}. top-1 정확도는 {one:.3f}입니다.",
            f"In {round(answer * 8)} images the rank is 5 or better: {round(answer * 8)} / 8 = {answer:.3f}. The top-1 accuracy is {one:.3f}.",
        ),
        wrong=(
            Wrong(
                one,
                both(
                    "top-1 정확도입니다. 순위가 1인 것만 세었습니다.",
                    "This is the top-1 accuracy: only rank 1 was counted.",
                ),
            ),
            Wrong(1 - answer, both("top-5 오류율입니다.", "This is the top-5 error.")),
            Wrong(
                sum(r < 5 for r in ranks) / 8,
                both("5위를 빼고 세었습니다. 5위까지 들어갑니다.", "Rank 5 was left out. It is included."),
            ),
            Wrong(
                sum(r == 5 for r in ranks) / 8,
                both(
                    "순위가 꼭 5인 것만 세었습니다. 5위 안에 들면 됩니다.",
                    "Only rank 5 itself was counted. Anything within the first five counts.",
                ),
            ),
            Wrong(
                answer - one,
                both(
                    "1위를 빼고 세었습니다. 1위도 다섯 안에 듭니다.",
                    "Rank 1 was left out. It is among the first five too.",
                ),
            ),
        ),
        facts={"ranks": tuple(ranks)},
    )
