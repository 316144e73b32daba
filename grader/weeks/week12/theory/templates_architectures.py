"""Numeric questions on other architectures: VGG, ResNet, SqueezeNet, DenseNet, MobileNet, pooling before the head.

Sources: Simonyan and Zisserman 2015 (VGG, section 2.3), He et al. 2016 (ResNet, basic block), Iandola et al. 2016
(SqueezeNet, fire module), Huang et al. 2017 (DenseNet, growth rate), Howard et al. 2017 (MobileNet, section 3.1), Lin et
al. 2014 (global average pooling); parameters as in PyTorch docs of Conv2d and BatchNorm2d.
"""

import random

from grader.exam.template import Drawn, Wrong, both, template


@template("architectures.small_kernels", topic="architectures", difficulty=2)
def small_kernels(rng: random.Random) -> Drawn:
    """VGG: n layers of 3x3 see as much as one layer of (2n + 1)x(2n + 1), with fewer weights."""
    layers, channels = rng.choice([2, 3]), rng.choice([48, 64, 96, 128, 192, 256])
    big = 2 * layers + 1
    one, stack = big * big * channels**2, layers * 9 * channels**2
    answer = one - stack
    return Drawn(
        text=both(
            f"입력과 출력 채널이 모두 {channels}개인 {big}×{big} 합성곱 하나를, 같은 범위를 보는 3×3 합성곱 {layers}개(채널은 모두 {channels}개)로 바꿉니다. "
            "편향을 빼고 가중치가 몇 개 줄어듭니까?",
            f"One {big}×{big} convolution with {channels} input and output channels is replaced by {layers} convolutions of 3×3 (all with {channels} "
            "channels), which see the same range. By how many weights does it shrink, not counting biases?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"{big}² × {channels}² = {one:,}개에서 {layers} × 3² × {channels}² = {stack:,}개로, {answer:,}개 줄어듭니다. 비선형 함수도 더 많아집니다. VGG의 생각입니다.",
            f"From {big}² × {channels}² = {one:,} to {layers} × 3² × {channels}² = {stack:,}: {answer:,} fewer, with more non-linearities. This is the "
            "idea of VGG.",
        ),
        wrong=(
            Wrong(
                stack,
                both(
                    f"3×3 합성곱 {layers}개의 가중치 수입니다. 줄어든 수는 차이입니다.",
                    f"These are the weights of the {layers} convolutions of 3×3. Take the difference.",
                ),
            ),
            Wrong(
                (big * big - 9) * channels**2,
                both(
                    f"3×3 합성곱을 하나만 세었습니다. {layers}개입니다.",
                    f"Only one convolution of 3×3 was counted. There are {layers}.",
                ),
            ),
            Wrong(
                (big * big - layers * 9) * channels,
                both(
                    "채널을 한 번만 곱했습니다. 입력 채널과 출력 채널을 모두 곱합니다.",
                    "The channels were multiplied in once. Both input and output channels count.",
                ),
            ),
            Wrong(
                one,
                both(
                    f"{big}×{big} 합성곱의 가중치 수입니다.",
                    f"These are the weights of the {big}×{big} convolution.",
                ),
            ),
        ),
        facts={"layers": layers, "channels": channels, "big": big},
    )


@template(
    "architectures.residual_block",
    topic="architectures",
    difficulty=3,
    functions=("ex4_inspect.count_parameters",),
)
def residual_block(rng: random.Random) -> Drawn:
    """ResNet's basic block: two 3x3 convolutions without bias, two batch normalisations, a shortcut without parameters."""
    c = 8 * rng.randint(4, 64)
    conv = 9 * c * c
    answer = 2 * conv + 4 * c
    return Drawn(
        text=both(
            f"ResNet의 기본 블록은 편향이 없는 3×3 합성곱 두 개와 배치 정규화 두 개로 이루어지고, 입력을 그대로 더하는 지름길(shortcut)이 있습니다. 채널이 모두 "
            f"{c}개이면 학습되는 파라미터는 몇 개입니까?",
            f"A basic block of ResNet has two 3×3 convolutions without bias, two batch normalisations, and a shortcut that adds the input as it is. "
            f"With {c} channels everywhere, how many trainable parameters has it?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"합성곱 2 × 9·{c}² = {2 * conv:,}개, 배치 정규화 2 × (weight {c} + bias {c}) = {4 * c:,}개, 모두 {answer:,}개입니다. 지름길에는 파라미터가 없습니다.",
            f"Convolutions 2 × 9·{c}² = {2 * conv:,}, batch normalisations 2 × (weight {c} + bias {c}) = {4 * c:,}: {answer:,}. The shortcut has none.",
        ),
        wrong=(
            Wrong(
                2 * conv,
                both(
                    "배치 정규화의 weight와 bias를 세지 않았습니다.",
                    "Weight and bias of the batch normalisations are missing.",
                ),
            ),
            Wrong(
                2 * conv + 8 * c,
                both(
                    "running_mean과 running_var까지 세었습니다. 그것은 버퍼이고 파라미터가 아닙니다.",
                    "running_mean and running_var were counted. They are buffers, not parameters.",
                ),
            ),
            Wrong(
                conv + 2 * c,
                both(
                    "합성곱과 배치 정규화를 하나씩만 세었습니다. 두 개씩입니다.",
                    "Only one convolution and one batch normalisation were counted. There are two of each.",
                ),
            ),
            Wrong(
                2 * conv + 6 * c,
                both(
                    "합성곱의 편향을 더했습니다. 바로 뒤의 배치 정규화에 bias가 있어 합성곱에는 없습니다.",
                    "Biases of the convolutions were added. They have none: the batch normalisation behind has one.",
                ),
            ),
            Wrong(
                3 * conv + 4 * c,
                both(
                    "지름길을 합성곱으로 세었습니다. 여기서는 입력을 그대로 더합니다.",
                    "The shortcut was counted as a convolution. Here it adds the input as it is.",
                ),
            ),
        ),
        facts={"channels": c},
    )


@template(
    "architectures.fire_module",
    topic="architectures",
    difficulty=3,
    functions=("ex4_inspect.count_parameters",),
)
def fire_module(rng: random.Random) -> Drawn:
    """SqueezeNet's fire module: squeeze 1x1, then expand 1x1 and expand 3x3 side by side; all with bias."""
    cin, s, e = (
        rng.choice([64, 96, 128, 256, 384]),
        rng.choice([16, 24, 32, 48]),
        rng.choice([64, 96, 128, 192]),
    )
    squeeze, one, three = cin * s + s, s * e + e, 9 * s * e + e
    answer = squeeze + one + three
    return Drawn(
        text=both(
            f"SqueezeNet의 fire 모듈은 1×1 합성곱(squeeze)으로 채널을 {cin}개에서 {s}개로 줄인 뒤, 그 출력에 1×1 합성곱과 3×3 합성곱(expand, 출력 채널 각각 {e}개)을 "
            "나란히 적용해 이어 붙입니다. 모두 편향이 있다면 파라미터는 몇 개입니까?",
            f"A fire module of SqueezeNet first reduces {cin} channels to {s} by a 1×1 convolution (squeeze). Its output goes through a 1×1 and a 3×3 "
            f"convolution side by side (expand, {e} output channels each), which are joined. All have a bias. How many parameters are there?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"squeeze {cin}·{s} + {s} = {squeeze:,}, expand 1×1 {s}·{e} + {e} = {one:,}, expand 3×3 9·{s}·{e} + {e} = {three:,}, 모두 {answer:,}개입니다.",
            f"Squeeze {cin}·{s} + {s} = {squeeze:,}, expand 1×1 {s}·{e} + {e} = {one:,}, expand 3×3 9·{s}·{e} + {e} = {three:,}: {answer:,}.",
        ),
        wrong=(
            Wrong(
                squeeze + cin * e + e + 9 * cin * e + e,
                both(
                    f"expand의 입력을 {cin} 채널로 계산했습니다. squeeze를 지난 {s} 채널입니다.",
                    f"The expand layers were computed with {cin} input channels. After the squeeze there are {s}.",
                ),
            ),
            Wrong(answer - s - 2 * e, both("편향을 세지 않았습니다.", "The biases are missing.")),
            Wrong(
                squeeze + 2 * one,
                both("3×3 합성곱을 1×1로 계산했습니다.", "The 3×3 convolution was computed as a 1×1."),
            ),
            Wrong(squeeze + three, both("1×1 expand를 빠뜨렸습니다.", "The expand layer of 1×1 is missing.")),
            Wrong(one + three, both("squeeze를 빠뜨렸습니다.", "The squeeze layer is missing.")),
        ),
        facts={"in": cin, "squeeze": s, "expand": e},
    )


@template("architectures.dense_block", topic="architectures", difficulty=2)
def dense_block(rng: random.Random) -> Drawn:
    """DenseNet: every layer adds k (the growth rate) channels to those before; c0 + L * k in the end."""
    start, growth, layers = (
        rng.choice([32, 48, 64, 96, 128]),
        rng.choice([12, 24, 32, 40, 48]),
        rng.randint(4, 16),
    )
    answer = start + growth * layers
    return Drawn(
        text=both(
            f"DenseNet의 한 블록에 {start} 채널이 들어옵니다. 층마다 앞의 모든 특징 맵을 입력으로 받아 새 특징 맵 {growth}개(growth rate)를 이어 붙입니다. 층이 {layers}개이면 "
            "블록의 출력은 몇 채널입니까?",
            f"A block of DenseNet receives {start} channels. Each layer takes all feature maps before it and appends {growth} new ones (the growth "
            f"rate). After {layers} layers, how many channels are there?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"더하지 않고 이어 붙이므로 {start} + {layers} × {growth} = {answer} 채널입니다. ResNet은 더하므로 채널 수가 그대로입니다.",
            f"They are joined, not added up: {start} + {layers} × {growth} = {answer} channels. ResNet adds, and its number of channels stays.",
        ),
        wrong=(
            Wrong(
                growth * layers,
                both(
                    "들어온 채널을 세지 않았습니다. 그것도 이어 붙습니다.",
                    "The channels that came in are missing. They are joined too.",
                ),
            ),
            Wrong(start + growth, both("층 하나만 세었습니다.", "Only one layer was counted.")),
            Wrong(
                start + growth * (layers - 1),
                both("마지막 층의 입력 채널 수입니다.", "This is what the last layer takes in."),
            ),
            Wrong(
                start,
                both(
                    "ResNet처럼 더한다고 보았습니다. DenseNet은 이어 붙입니다.",
                    "This adds, as ResNet does. DenseNet joins.",
                ),
            ),
        ),
        facts={"start": start, "growth": growth, "layers": layers},
    )


@template(
    "architectures.depthwise_separable",
    topic="architectures",
    difficulty=3,
    functions=("ex4_inspect.count_parameters",),
)
def depthwise_separable(rng: random.Random) -> Drawn:
    """MobileNet: a depthwise k x k (one filter per channel) and a pointwise 1x1 convolution, without bias."""
    cin, cout, k = rng.choice([32, 64, 96, 128, 256]), rng.choice([48, 80, 112, 160, 320]), rng.choice([3, 5])
    depth, point = cin * k * k, cin * cout
    answer = depth + point
    return Drawn(
        text=both(
            f"MobileNet은 {k}×{k} 합성곱 하나를 둘로 나눕니다: 채널마다 따로 적용하는 {k}×{k} 합성곱(depthwise)과 1×1 합성곱(pointwise). 입력 {cin} 채널, 출력 {cout} 채널, "
            "편향이 없을 때 둘의 가중치는 모두 몇 개입니까?",
            f"MobileNet splits a {k}×{k} convolution in two: a {k}×{k} convolution on each channel by itself (depthwise) and a 1×1 convolution (pointwise). "
            f"With {cin} input channels, {cout} output channels and no bias, how many weights do the two have together?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"depthwise {cin}·{k}·{k} = {depth:,}, pointwise {cin}·{cout} = {point:,}, 모두 {answer:,}개입니다. 보통의 합성곱은 {cin * cout * k * k:,}개가 필요합니다.",
            f"Depthwise {cin}·{k}·{k} = {depth:,}, pointwise {cin}·{cout} = {point:,}: {answer:,}. An ordinary convolution needs {cin * cout * k * k:,}.",
        ),
        wrong=(
            Wrong(
                cin * cout * k * k,
                both("보통의 합성곱의 가중치 수입니다.", "These are the weights of an ordinary convolution."),
            ),
            Wrong(depth, both("depthwise만 세었습니다.", "This is the depthwise part alone.")),
            Wrong(point, both("pointwise만 세었습니다.", "This is the pointwise part alone.")),
            Wrong(
                cin * cin * k * k + point,
                both(
                    "depthwise의 필터가 모든 채널을 본다고 계산했습니다. 필터 하나는 채널 하나만 봅니다.",
                    "The depthwise filters were given all channels. Each sees one channel only.",
                ),
            ),
        ),
        facts={"in": cin, "out": cout, "kernel": k},
    )


@template(
    "architectures.pooled_head",
    topic="architectures",
    difficulty=2,
    functions=("ex4_inspect.count_parameters",),
)
def pooled_head(rng: random.Random) -> Drawn:
    """With global average pooling the head takes C inputs instead of C * H * W."""
    channels, size, classes = (
        rng.choice([256, 512, 1024, 2048]),
        rng.choice([6, 7, 8]),
        rng.choice([10, 37, 100, 200, 1000]),
    )
    pooled, flat = channels * classes + classes, channels * size * size * classes + classes
    answer = flat - pooled
    return Drawn(
        text=both(
            f"마지막 특징 맵이 `[N, {channels}, {size}, {size}]`이고 클래스는 {classes}개입니다. 그대로 펼쳐 완전 연결 층에 넣는 대신 전역 평균 풀링(global average pooling)을 먼저 "
            "하면, 이 층의 파라미터가 몇 개 줄어듭니까?",
            f"The last feature maps are `[N, {channels}, {size}, {size}]`, and there are {classes} classes. By how many parameters does the fully connected layer "
            "shrink if global average pooling comes before it, instead of flattening the maps as they are?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"펼치면 {flat:,}개, 풀링하면 채널마다 값 하나만 남아 {channels}·{classes} + {classes} = {pooled:,}개입니다. 차이는 {answer:,}개입니다. ResNet이 이렇게 합니다.",
            f"Flattened: {flat:,}. Pooled, one value per channel is left: {channels}·{classes} + {classes} = {pooled:,}. The difference is {answer:,}. ResNet "
            "does it this way.",
        ),
        wrong=(
            Wrong(
                pooled,
                both(
                    "풀링한 뒤의 파라미터 수입니다. 줄어든 수는 차이입니다.",
                    "These are the parameters after pooling. Take the difference.",
                ),
            ),
            Wrong(flat, both("펼쳤을 때의 파라미터 수입니다.", "These are the parameters when flattened.")),
            Wrong(
                channels * (size - 1) * classes,
                both(
                    "특징 맵의 한 변만 셌습니다. 자리는 높이 × 너비입니다.",
                    "Only one side of the feature map was counted. The places are height × width.",
                ),
            ),
            Wrong(
                channels * size * size * classes - channels,
                both(
                    "풀링한 뒤에도 클래스마다 가중치가 채널 수만큼 있습니다. 클래스 수를 곱하지 않았습니다.",
                    "After pooling there is a weight per channel for each class. The classes were not multiplied in.",
                ),
            ),
        ),
        facts={"channels": channels, "size": size, "classes": classes},
    )
