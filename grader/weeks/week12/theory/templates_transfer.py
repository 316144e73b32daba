"""Numeric questions on transfer learning, and on the four quadrants (how much data, how similar).

Sources: torchvision's models (numbers of parameters, `meta["num_params"]` of their weights; in_features of the last layer);
PyTorch docs of torch.optim (per-parameter options; SGD without momentum: w - lr * grad); Goodfellow, Bengio and Courville
2016, section 5.2 (capacity and the number of examples).
"""

import math
import random

from grader.exam.template import Drawn, Wrong, both, template

MODELS = (
    ("ResNet18", 11_689_512, 512),
    ("ResNet34", 21_797_672, 512),
    ("ResNet50", 25_557_032, 2048),
    ("AlexNet", 61_100_840, 4096),
    ("VGG16", 138_357_544, 4096),
)


@template(
    "transfer.head_parameters",
    topic="transfer",
    difficulty=1,
    functions=("ex7_extract.feature_extractor", "ex7_extract.replace_head"),
    mistakes=("76", "81"),
)
def head_parameters(rng: random.Random) -> Drawn:
    """What is trained in a feature extractor: D * C + C."""
    name, total, features = rng.choice(MODELS)
    classes = rng.randint(2, 60)
    answer = features * classes + classes
    return Drawn(
        text=both(
            f"{name}의 모든 파라미터({total:,}개)를 얼린 뒤, 입력이 {features}개인 마지막 층을 클래스 {classes}개를 위한 새 `nn.Linear`로 바꿉니다. 학습되는 파라미터는 몇 개입니까?",
            f"All {total:,} parameters of {name} are frozen; then its last layer, with {features} inputs, is replaced by a new `nn.Linear` for {classes} "
            "classes. How many parameters are trained?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"새 층만 학습됩니다: {features} × {classes} + {classes} = {answer:,}개입니다.",
            f"Only the new layer is trained: {features} × {classes} + {classes} = {answer:,}.",
        ),
        wrong=(
            Wrong(
                features * classes,
                both("새 층의 편향을 세지 않았습니다.", "The biases of the new layer are missing."),
            ),
            Wrong(
                features * 1000 + 1000,
                both(
                    "클래스 1000개짜리 옛 층의 파라미터 수입니다.",
                    "These are the parameters of the old layer for 1000 classes.",
                ),
            ),
            Wrong(
                total,
                both(
                    "전체의 수입니다. 얼린 파라미터는 학습되지 않습니다.",
                    "This is all of them. What is frozen is not trained.",
                ),
            ),
            Wrong(
                0,
                both(
                    "새 층은 얼린 뒤에 만들었으므로 학습됩니다.",
                    "The new layer was made after the freezing, so it is trained.",
                ),
            ),
        ),
        facts={"model": name.lower(), "classes": classes},
    )


@template(
    "transfer.frozen_parameters",
    topic="transfer",
    difficulty=2,
    functions=("ex7_extract.feature_extractor", "ex4_inspect.count_parameters"),
)
def frozen_parameters(rng: random.Random) -> Drawn:
    """What stays of the pre-trained network: all but the old head."""
    name, total, features = rng.choice(MODELS)
    classes = rng.randint(2, 60)
    old, new = features * 1000 + 1000, features * classes + classes
    answer = total - old
    return Drawn(
        text=both(
            f"클래스 1000개를 위한 {name}의 파라미터는 {total:,}개이고, 마지막 층의 입력은 {features}개입니다. 모두 얼린 뒤 마지막 층을 클래스 {classes}개를 위한 새 층으로 바꾸었습니다. "
            "이 모델에서 얼어 있는 파라미터는 몇 개입니까? 마지막 층에는 편향이 있습니다.",
            f"{name} for 1000 classes has {total:,} parameters, and its last layer has {features} inputs. Everything is frozen, then the last layer is replaced by a "
            f"new one for {classes} classes. How many parameters of this model are frozen? The last layer has a bias.",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"옛 마지막 층 {features} × 1000 + 1000 = {old:,}개가 떨어져 나갑니다: {total:,} - {old:,} = {answer:,}개입니다.",
            f"The old last layer, {features} × 1000 + 1000 = {old:,}, is gone: {total:,} - {old:,} = {answer:,}.",
        ),
        wrong=(
            Wrong(
                total,
                both(
                    "떨어져 나간 옛 마지막 층까지 세었습니다.",
                    "The old last layer was counted, but it is gone.",
                ),
            ),
            Wrong(
                total - new,
                both(
                    "옛 층이 아니라 새 층의 크기를 뺐습니다.",
                    "The size of the new layer was taken off, not that of the old one.",
                ),
            ),
            Wrong(
                total - old + new,
                both(
                    "새 층까지 더했습니다. 새 층은 얼어 있지 않습니다.",
                    "The new layer was added. It is not frozen.",
                ),
            ),
            Wrong(
                total - features * 1000,
                both("옛 층의 편향을 빼지 않았습니다.", "The biases of the old layer were not taken off."),
            ),
        ),
        facts={"model": name.lower(), "classes": classes},
    )


@template(
    "transfer.features_once", topic="transfer", difficulty=3, functions=("ex7_extract.extract_features",)
)
def features_once(rng: random.Random) -> Drawn:
    """With a frozen backbone its features never change: N * f once, then E * N * h for the head."""
    n, epochs = rng.choice([400, 600, 800, 1200, 2000]), rng.choice([10, 20, 25, 30, 40, 50])
    forward, head = rng.choice([20, 30, 45, 60, 80]), rng.choice([1, 2, 3, 4])
    answer = (n * forward + epochs * n * head) / 1000
    return Drawn(
        text=both(
            f"얼린 백본이 이미지 한 장의 특징을 구하는 데 {forward} ms, head가 특징 하나로 학습하는 데 {head} ms가 걸립니다. 이미지 {n}장의 특징을 한 번만 구해 두고(이미지는 늘 같고 증강이 없습니다) head를 {epochs} 에폭 학습하면 "
            "모두 몇 초가 걸립니까?",
            f"A frozen backbone takes {forward} ms for the features of one image, and the head takes {head} ms to learn from one. The features of {n} images are "
            f"computed only once (the images are always the same, no augmentation), then the head is trained for {epochs} epochs. How many seconds does it take?",
        ),
        answer=answer,
        tolerance=0.1,
        unit="s",
        explanation=both(
            f"백본 {n} × {forward} ms를 한 번, head {epochs} × {n} × {head} ms, 모두 {answer:g} 초입니다. 에폭마다 백본을 지나면 {epochs * n * (forward + head) / 1000:g} 초가 걸립니다.",
            f"Backbone {n} × {forward} ms once, head {epochs} × {n} × {head} ms: {answer:g} s. With the backbone in every epoch it would be "
            f"{epochs * n * (forward + head) / 1000:g} s.",
        ),
        wrong=(
            Wrong(
                epochs * n * (forward + head) / 1000,
                both(
                    "에폭마다 백본을 다시 지났습니다. 얼린 백본의 특징은 바뀌지 않습니다.",
                    "The backbone was run in every epoch. The features of a frozen backbone do not change.",
                ),
            ),
            Wrong(
                n * (forward + head) / 1000,
                both("head를 한 에폭만 학습했습니다.", "The head was trained for one epoch only."),
            ),
            Wrong(
                epochs * n * head / 1000,
                both("특징을 구하는 시간을 빠뜨렸습니다.", "The time for the features is missing."),
            ),
            Wrong(
                (epochs * n * forward + n * head) / 1000,
                both(
                    "에폭 수를 백본에 곱했습니다. 되풀이되는 것은 head입니다.",
                    "The backbone was counted once for every epoch. It is the head that is repeated.",
                ),
            ),
        ),
        facts={"n": n, "epochs": epochs, "forward": forward, "head": head},
    )


@template("transfer.two_rates", topic="transfer", difficulty=2, functions=("ex8_finetune.param_groups",))
def two_rates(rng: random.Random) -> Drawn:
    """One SGD step in a group with its own learning rate: w - lr * grad."""
    head, divisor = rng.choice([0.1, 0.2, 0.05]), rng.choice([5, 10, 20])
    backbone = head / divisor
    weight, grad = round(rng.uniform(-2, 2), 2), rng.choice([-1, 1]) * round(rng.uniform(2, 9), 1)
    answer = weight - backbone * grad
    return Drawn(
        text=both(
            f"미세 조정에서 head의 학습률은 {head}, 백본의 학습률은 그 1/{divisor}입니다. 백본의 어느 가중치가 {weight}이고 기울기가 {grad}이면, 모멘텀이 없는 SGD 한 걸음 뒤의 값은 "
            "얼마입니까? 소수 셋째 자리까지 반올림하세요.",
            f"In fine-tuning the head has the learning rate {head}, the backbone 1/{divisor} of it. A weight of the backbone is {weight}, its gradient {grad}. What is "
            "the weight after one step of SGD without momentum? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"백본의 학습률은 {head} / {divisor} = {backbone:g}입니다. {weight} - {backbone:g} × ({grad}) = {answer:.3f}. 작은 학습률은 이미 배운 것을 지킵니다.",
            f"The backbone's learning rate is {head} / {divisor} = {backbone:g}. {weight} - {backbone:g} × ({grad}) = {answer:.3f}. A small rate protects what was "
            "learned.",
        ),
        wrong=(
            Wrong(
                weight - head * grad,
                both("head의 학습률을 썼습니다.", "The learning rate of the head was used."),
            ),
            Wrong(
                weight + backbone * grad,
                both(
                    "기울기를 더했습니다. 손실을 줄이려면 기울기의 반대쪽으로 갑니다.",
                    "The gradient was added. To lower the loss, go against it.",
                ),
            ),
            Wrong(weight - grad, both("학습률을 곱하지 않았습니다.", "The learning rate is missing.")),
            Wrong(
                weight,
                both(
                    "백본이 얼어 있다고 보았습니다. 미세 조정에서는 백본도 학습됩니다.",
                    "The backbone was taken as frozen. In fine-tuning it is trained too.",
                ),
            ),
        ),
        facts={"head": head, "divisor": divisor, "weight": weight, "grad": grad},
    )


@template("transfer.domain_mix", topic="transfer", difficulty=2)
def domain_mix(rng: random.Random) -> Drawn:
    """Accuracy over a test set of two domains: the mean weighted by their sizes."""
    a, b = rng.randint(30, 90) * 10, rng.randint(5, 28) * 10
    acc_a, acc_b = rng.randint(84, 97) / 100, rng.randint(40, 70) / 100
    answer = (a * acc_a + b * acc_b) / (a + b)
    (ko_a, en_a), (ko_b, en_b) = rng.choice(
        [
            (("낮 사진", "photos by day"), ("밤 사진", "photos by night")),
            (("사진", "photos"), ("만화 그림", "cartoons")),
        ]
    )
    return Drawn(
        text=both(
            f"{ko_a}으로 학습한 모델의 정확도가 시험용 {ko_a} {a}장에서는 {acc_a}, {ko_b} {b}장에서는 {acc_b}입니다. 두 가지를 합친 시험 데이터 전체의 정확도는 얼마입니까? 소수 셋째 자리까지 "
            "반올림하세요.",
            f"A model that was trained on {en_a} has an accuracy of {acc_a} on {a} test images of that kind, and of {acc_b} on {b} {en_b}. What is its accuracy on "
            "both together? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"맞힌 이미지의 수로 계산합니다: ({a} × {acc_a} + {b} × {acc_b}) / {a + b} = {answer:.3f}. 전체의 수 하나로는 도메인이 바뀐 쪽의 약점이 가려집니다.",
            f"Count the right answers: ({a} × {acc_a} + {b} × {acc_b}) / {a + b} = {answer:.3f}. One number for all hides how weak the model is on the other domain.",
        ),
        wrong=(
            Wrong(
                (acc_a + acc_b) / 2,
                both(
                    "두 정확도를 그냥 평균했습니다. 이미지의 수가 다릅니다.",
                    "This is the plain mean of the two. The numbers of images differ.",
                ),
            ),
            Wrong(
                (b * acc_a + a * acc_b) / (a + b),
                both("이미지의 수를 서로 바꾸어 곱했습니다.", "The numbers of images were swapped."),
            ),
            Wrong(acc_a - acc_b, both("두 정확도의 차이입니다.", "This is the difference of the two.")),
            Wrong(acc_a * acc_b, both("두 정확도를 곱했습니다.", "The two were multiplied.")),
        ),
        facts={"a": a, "b": b, "acc_a": acc_a, "acc_b": acc_b},
    )


@template(
    "quadrants.parameters_per_image",
    topic="quadrants",
    difficulty=3,
    functions=("ex7_extract.feature_extractor",),
)
def parameters_per_image(rng: random.Random) -> Drawn:
    """How many trained parameters there are for each training image, when only the head is trained."""
    name, total, features = rng.choice(MODELS)
    classes, images = rng.randint(2, 12), rng.randint(8, 60) * 10
    head = features * classes + classes
    answer = head / images
    return Drawn(
        text=both(
            f"새 데이터는 클래스 {classes}개, 학습 이미지 {images}장입니다. {name}({total:,}개의 파라미터)을 얼리고 입력 {features}개인 새 head(편향 있음)만 학습하면, 학습되는 파라미터는 이미지 한 장에 몇 개꼴입니까? 소수 "
            "첫째 자리까지 반올림하세요.",
            f"The new data has {classes} classes and {images} training images. {name} ({total:,} parameters) is frozen, and only a new head with {features} inputs and a bias "
            "is trained. How many trained parameters are there per image? Round to one decimal.",
        ),
        answer=answer,
        tolerance=0.1,
        unit="",
        explanation=both(
            f"head의 파라미터는 {features} × {classes} + {classes} = {head:,}개, 한 장에 {answer:.1f}개입니다. 모두 학습하면 한 장에 약 {(total - features * 1000 - 1000 + head) / images:,.0f}개입니다. 데이터가 적을수록 적게 학습해야 과적합을 "
            "막기 쉽습니다.",
            f"The head has {features} × {classes} + {classes} = {head:,} parameters, {answer:.1f} per image. Training everything would mean about "
            f"{(total - features * 1000 - 1000 + head) / images:,.0f} per image. The less data, the fewer parameters should be trained, or it overfits.",
        ),
        wrong=(
            Wrong(
                total / images,
                both(
                    "모든 파라미터를 셌습니다. 얼린 것은 학습되지 않습니다.",
                    "All parameters were counted. What is frozen is not trained.",
                ),
            ),
            Wrong(
                images / head,
                both(
                    "거꾸로 나누었습니다. 파라미터 하나에 이미지가 몇 장인지입니다.",
                    "The ratio is upside down: images per parameter.",
                ),
            ),
            Wrong(
                features / images,
                both("클래스 수를 곱하지 않았습니다.", "The classes were not multiplied in."),
            ),
            Wrong(
                (features * 1000 + 1000) / images,
                both(
                    "클래스 1000개짜리 옛 head로 계산했습니다.",
                    "This was computed with the old head for 1000 classes.",
                ),
            ),
        ),
        facts={"model": name.lower(), "classes": classes, "images": images},
    )


@template("quadrants.images_per_class", topic="quadrants", difficulty=1)
def images_per_class(rng: random.Random) -> Drawn:
    """How small the data really is: training images per class after a validation part is taken off."""
    classes, per_class = rng.randint(3, 25), rng.randint(4, 40) * 5
    share = rng.choice([0.2, 0.4])
    total = classes * per_class
    answer = round(per_class * (1 - share))
    percent = round(share * 100)
    return Drawn(
        text=both(
            f"클래스 {classes}개, 이미지 {total:,}장인 데이터에서 클래스마다 {percent} %를 검증용으로 떼어 놓습니다. 클래스마다 이미지 수가 같다면, 클래스 하나를 학습할 이미지는 몇 장입니까?",
            f"A data set has {classes} classes and {total:,} images, the same number for each class. {percent} % of each class are set aside for validation. How many images "
            "are left to train one class?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"클래스마다 {total:,} / {classes} = {per_class}장, 그 가운데 {100 - percent} %인 {answer}장입니다. ImageNet은 클래스마다 약 1300장으로 학습합니다. 전체 수가 커 보여도 클래스마다는 적을 수 있습니다.",
            f"{total:,} / {classes} = {per_class} images per class, and {100 - percent} % of them are {answer}. ImageNet trains with about 1300 per class. A large total can "
            "still mean little data per class.",
        ),
        wrong=(
            Wrong(
                per_class, both("검증용을 떼어 놓지 않았습니다.", "The validation part was not taken off.")
            ),
            Wrong(per_class - answer, both("검증용 이미지의 수입니다.", "This is the validation part.")),
            Wrong(
                round(total * (1 - share)),
                both("모든 클래스의 학습 이미지 수입니다.", "These are the training images of all classes."),
            ),
            Wrong(
                math.floor(per_class / (1 + share)),
                both(
                    "(1 + 비율)로 나누었습니다. 전체에서 그 비율을 뺍니다.",
                    "This divides by (1 + share). Take the share off the whole.",
                ),
            ),
        ),
        facts={"classes": classes, "total": total, "percent": percent},
    )


@template("quadrants.accuracy_range", topic="quadrants", difficulty=3, functions=("ex8_finetune.evaluate",))
def accuracy_range(rng: random.Random) -> Drawn:
    """Standard error of an accuracy on n validation images: sqrt(p (1 - p) / n) (binomial distribution)."""
    n, hits = rng.choice([40, 50, 80, 100, 153, 200, 250]), rng.uniform(0.7, 0.95)
    right = round(n * hits)
    p = right / n
    answer = math.sqrt(p * (1 - p) / n)
    return Drawn(
        text=both(
            f"작은 데이터에서 두 방법을 견주려 합니다. 한 모델이 검증 이미지 {n}장 가운데 {right}장을 맞혔습니다. 정확도 p의 표준오차 √(p(1 - p)/n)은 얼마입니까? 0과 1 사이의 수로, 소수 셋째 자리까지 반올림하세요.",
            f"Two ways are to be compared on little data. One model has {right} of {n} validation images right. What is the standard error of its accuracy p, √(p(1 - p)/n)? Give a "
            "number between 0 and 1, rounded to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"p = {right} / {n} = {p:.3f}, √({p:.3f} × {1 - p:.3f} / {n}) = {answer:.3f}. 두 방법의 차이가 이보다 그리 크지 않으면 어느 쪽이 나은지 말할 수 없습니다.",
            f"p = {right} / {n} = {p:.3f}, √({p:.3f} × {1 - p:.3f} / {n}) = {answer:.3f}. If the two ways differ by little more than this, nobody can say which is better.",
        ),
        wrong=(
            Wrong(p * (1 - p) / n, both("제곱근을 구하지 않았습니다.", "The root was not taken.")),
            Wrong(
                math.sqrt(p * (1 - p)),
                both("이미지의 수로 나누지 않았습니다.", "The division by the number of images is missing."),
            ),
            Wrong(1 - p, both("오류율입니다.", "This is the error rate.")),
            Wrong(
                math.sqrt(p * (1 - p)) / n,
                both(
                    "n을 근호 밖에서 나누었습니다. √n으로 나눕니다.",
                    "n was divided by outside the root. Divide by √n.",
                ),
            ),
        ),
        facts={"n": n, "right": right},
    )
