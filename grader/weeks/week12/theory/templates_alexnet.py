"""Numeric questions on AlexNet and its layers: sizes, parameters, feature maps.

Sources: PyTorch docs of Conv2d, MaxPool2d (output size floor((H + 2p - d(k-1) - 1)/s + 1)) and Linear; torchvision's
AlexNet (Krizhevsky 2014, arXiv:1404.5997); receptive field by the recursion of Araujo, Norris and Sim, "Computing
Receptive Fields of Convolutional Neural Networks", Distill 2019.
"""

import math
import random

from grader.exam.template import Drawn, Wrong, both, template


def out(size: int, kernel: int, stride: int, padding: int, dilation: int = 1) -> int:
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


@template("alexnet.conv_output", topic="alexnet", difficulty=1, functions=("ex4_inspect.conv_out",))
def conv_output(rng: random.Random) -> Drawn:
    """Output size of a convolution (Conv2d: floor((H + 2p - d(k-1) - 1)/s + 1), here with d = 1)."""
    size, kernel = rng.randint(24, 240), rng.choice([3, 5, 7, 11])
    stride, padding = rng.choice([2, 3, 4]), rng.randint(1, kernel // 2)
    exact = (size + 2 * padding - kernel) / stride
    answer = out(size, kernel, stride, padding)
    return Drawn(
        text=both(
            f"한 변이 {size} 픽셀인 정사각형 특징 맵이 합성곱 층을 지납니다. 커널 {kernel}×{kernel}, 스트라이드 {stride}, 패딩 {padding}입니다. "
            "출력의 한 변은 몇 픽셀입니까?",
            f"A square feature map with sides of {size} pixels goes through a convolution: kernel {kernel}×{kernel}, stride {stride}, "
            f"padding {padding}. How many pixels has one side of the output?",
        ),
        answer=answer,
        tolerance=0,
        unit="px",
        explanation=both(
            f"({size} + 2·{padding} - {kernel}) / {stride} = {exact:.2f}이고, 내림한 뒤 1을 더하면 {answer}입니다.",
            f"({size} + 2·{padding} - {kernel}) / {stride} = {exact:.2f}; rounded down, plus 1, that is {answer}.",
        ),
        wrong=(
            Wrong(
                math.ceil(exact) + 1,
                both(
                    "나눈 값을 올림했습니다. 커널이 완전히 들어가지 않는 마지막 자리는 버립니다.",
                    "The division was rounded up. A last place where the kernel does not fit completely is dropped.",
                ),
            ),
            Wrong(
                math.floor(exact),
                both(
                    "마지막에 1을 더하지 않았습니다. 커널의 첫 자리도 출력 하나를 만듭니다.",
                    "The +1 at the end is missing. The first place of the kernel makes an output too.",
                ),
            ),
            Wrong(
                out(size, kernel, stride, 0),
                both("패딩을 더하지 않았습니다.", "The padding was left out."),
            ),
            Wrong(
                (size + padding - kernel) // stride + 1,
                both(
                    "패딩을 한쪽에만 더했습니다. 패딩은 양쪽에 붙습니다.",
                    "The padding was added on one side only. It goes on both sides.",
                ),
            ),
            Wrong(
                size + 2 * padding - kernel + 1,
                both("스트라이드로 나누지 않았습니다.", "The division by the stride is missing."),
            ),
        ),
        facts={"size": size, "kernel": kernel, "stride": stride, "padding": padding},
    )


@template("alexnet.dilated_output", topic="alexnet", difficulty=2, functions=("ex4_inspect.conv_out",))
def dilated_output(rng: random.Random) -> Drawn:
    """Output size with dilation (Conv2d: the kernel covers d(k-1) + 1 pixels)."""
    size, kernel, dilation = rng.randint(20, 120), rng.choice([3, 5]), rng.choice([2, 3, 4])
    stride, padding = rng.choice([1, 2]), rng.randint(0, 3)
    covered = dilation * (kernel - 1) + 1
    answer = out(size, kernel, stride, padding, dilation)
    return Drawn(
        text=both(
            f"한 변이 {size} 픽셀인 정사각형 입력에 커널 {kernel}×{kernel}, 스트라이드 {stride}, 패딩 {padding}, 팽창(dilation) {dilation}인 "
            "합성곱을 적용합니다. 출력의 한 변은 몇 픽셀입니까?",
            f"A square input with sides of {size} pixels goes through a convolution with kernel {kernel}×{kernel}, stride {stride}, "
            f"padding {padding} and dilation {dilation}. How many pixels has one side of the output?",
        ),
        answer=answer,
        tolerance=0,
        unit="px",
        explanation=both(
            f"팽창된 커널은 {dilation}·({kernel} - 1) + 1 = {covered} 픽셀을 덮습니다. ({size} + 2·{padding} - {covered}) / {stride}의 "
            f"내림에 1을 더하면 {answer}입니다.",
            f"The dilated kernel covers {dilation}·({kernel} - 1) + 1 = {covered} pixels. ({size} + 2·{padding} - {covered}) / {stride}, "
            f"rounded down, plus 1, is {answer}.",
        ),
        wrong=(
            Wrong(
                out(size, kernel, stride, padding),
                both(
                    "팽창을 무시했습니다. 커널의 원소 사이가 벌어져 더 넓은 범위를 덮습니다.",
                    "The dilation was ignored. Its gaps make the kernel cover a wider range.",
                ),
            ),
            Wrong(
                (size + 2 * padding - dilation * kernel) // stride + 1,
                both(
                    "덮는 범위를 팽창 × 커널로 계산했습니다. 팽창 × (커널 - 1) + 1입니다.",
                    "The covered range was taken as dilation × kernel. It is dilation × (kernel - 1) + 1.",
                ),
            ),
            Wrong(
                answer - 1,
                both("마지막에 1을 더하지 않았습니다.", "The +1 at the end is missing."),
            ),
        ),
        facts={"size": size, "kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation},
    )


@template("alexnet.conv_then_pool", topic="alexnet", difficulty=2, functions=("ex4_inspect.trace_shapes",))
def conv_then_pool(rng: random.Random) -> Drawn:
    """AlexNet's first convolution (11, stride 4, padding 2) and max pooling (3, stride 2), for another image size."""
    size = rng.randint(120, 400)
    conv = out(size, 11, 4, 2)
    answer = out(conv, 3, 2, 0)
    return Drawn(
        text=both(
            f"AlexNet은 합성곱(커널 11×11, 스트라이드 4, 패딩 2), ReLU, 최대 풀링(커널 3×3, 스트라이드 2, 패딩 없음)으로 시작합니다. 한 변이 "
            f"{size} 픽셀인 정사각형 이미지를 넣으면 풀링이 끝난 특징 맵의 한 변은 몇 픽셀입니까?",
            f"AlexNet begins with a convolution (kernel 11×11, stride 4, padding 2), ReLU and a max pooling (kernel 3×3, stride 2, no padding). "
            f"For a square image with sides of {size} pixels, how many pixels has one side of the feature map after the pooling?",
        ),
        answer=answer,
        tolerance=0,
        unit="px",
        explanation=both(
            f"합성곱: ({size} + 4 - 11) / 4를 내림하고 1을 더해 {conv}. 풀링: ({conv} - 3) / 2를 내림하고 1을 더해 {answer}.",
            f"Convolution: ({size} + 4 - 11) / 4 rounded down, plus 1: {conv}. Pooling: ({conv} - 3) / 2 rounded down, plus 1: {answer}.",
        ),
        wrong=(
            Wrong(
                conv,
                both(
                    "합성곱까지만 계산했습니다. 풀링도 크기를 줄입니다.",
                    "This is the size after the convolution; the pooling shrinks it too.",
                ),
            ),
            Wrong(
                out(size, 3, 2, 0),
                both(
                    "합성곱을 빼고 풀링만 계산했습니다.",
                    "This is the pooling alone, without the convolution.",
                ),
            ),
            Wrong(
                out(out(size, 11, 4, 0), 3, 2, 0),
                both(
                    "합성곱의 패딩 2를 더하지 않았습니다.",
                    "The padding of 2 of the convolution was left out.",
                ),
            ),
            Wrong(
                math.ceil(conv / 2),
                both(
                    "풀링을 단순히 절반으로 계산했습니다. 커널이 3×3이므로 (크기 - 3) / 2를 내림하고 1을 더합니다.",
                    "The pooling was taken as one half. Its kernel is 3×3: (size - 3) / 2 rounded down, plus 1.",
                ),
            ),
            Wrong(
                math.ceil((size + 4 - 11) / 4) // 2 + 1,
                both(
                    "나눈 값을 올림했습니다. 두 층 모두 내림합니다.",
                    "A division was rounded up. Both layers round down.",
                ),
            ),
        ),
        facts={"size": size},
    )


@template(
    "alexnet.conv_parameters", topic="alexnet", difficulty=1, functions=("ex4_inspect.count_parameters",)
)
def conv_parameters(rng: random.Random) -> Drawn:
    """Parameters of a convolution: out * (in * k * k) weights and out biases (Conv2d, weight and bias shapes)."""
    cin, cout, kernel = (
        rng.choice([3, 16, 32, 48, 64, 96]),
        rng.choice([32, 64, 96, 128, 192]),
        rng.choice([3, 5, 7, 11]),
    )
    weights = cout * cin * kernel * kernel
    answer = weights + cout
    return Drawn(
        text=both(
            f"입력 채널 {cin}개, 출력 채널 {cout}개, 커널 {kernel}×{kernel}인 합성곱 층(편향 있음)의 파라미터는 모두 몇 개입니까?",
            f"How many parameters has a convolution with {cin} input channels, {cout} output channels, a kernel of {kernel}×{kernel} and "
            "a bias?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"출력 채널마다 커널이 {cin}×{kernel}×{kernel} 개의 가중치와 편향 1개를 가집니다. {cout} × ({cin}·{kernel}·{kernel} + 1) = {answer:,}. "
            "입력 이미지의 크기와는 관계가 없습니다.",
            f"Each output channel has a kernel of {cin}×{kernel}×{kernel} weights and one bias: {cout} × ({cin}·{kernel}·{kernel} + 1) = "
            f"{answer:,}. The size of the image does not matter.",
        ),
        wrong=(
            Wrong(
                weights,
                both(
                    "편향을 세지 않았습니다. 출력 채널마다 하나씩 있습니다.",
                    "The biases are missing: one per output channel.",
                ),
            ),
            Wrong(
                weights + cin,
                both(
                    "편향을 입력 채널마다 하나씩 세었습니다. 출력 채널마다 하나입니다.",
                    "One bias was counted per input channel. It is one per output channel.",
                ),
            ),
            Wrong(
                cout * kernel * kernel + cout,
                both(
                    "입력 채널을 곱하지 않았습니다. 커널은 모든 입력 채널을 봅니다.",
                    "The input channels are missing. A kernel sees all of them.",
                ),
            ),
            Wrong(
                cout * (cin * kernel + 1),
                both(
                    "커널의 한 변만 곱했습니다. 커널은 정사각형입니다.",
                    "Only one side of the kernel was counted. The kernel is a square.",
                ),
            ),
        ),
        facts={"in": cin, "out": cout, "kernel": kernel},
    )


@template(
    "alexnet.linear_parameters", topic="alexnet", difficulty=1, functions=("ex4_inspect.count_parameters",)
)
def linear_parameters(rng: random.Random) -> Drawn:
    """Parameters of a fully connected layer: in * out weights and out biases (Linear)."""
    fin, fout = rng.choice([256, 512, 1024, 2048, 4096, 9216]), rng.choice([10, 20, 37, 100, 200, 365, 1000])
    answer = fin * fout + fout
    return Drawn(
        text=both(
            f"완전 연결 층 `nn.Linear({fin}, {fout})`의 파라미터는 모두 몇 개입니까?",
            f"How many parameters has the fully connected layer `nn.Linear({fin}, {fout})`?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"가중치 {fin} × {fout} = {fin * fout:,}개와 출력마다 편향 1개, 모두 {answer:,}개입니다.",
            f"{fin} × {fout} = {fin * fout:,} weights and one bias per output: {answer:,}.",
        ),
        wrong=(
            Wrong(fin * fout, both("편향을 세지 않았습니다.", "The biases are missing.")),
            Wrong(
                fin * fout + fin,
                both(
                    "편향을 입력마다 하나씩 세었습니다. 출력마다 하나입니다.",
                    "One bias was counted per input. It is one per output.",
                ),
            ),
            Wrong(
                fin * fout + 1,
                both(
                    "편향을 층 전체에 하나만 세었습니다. 출력마다 하나입니다.",
                    "One bias was counted for the whole layer. It is one per output.",
                ),
            ),
            Wrong(
                fin + fout,
                both(
                    "입력과 출력을 더했습니다. 모든 입력이 모든 출력과 이어져 있으므로 곱합니다.",
                    "Inputs and outputs were added. Every input is connected to every output: multiply.",
                ),
            ),
        ),
        facts={"in": fin, "out": fout},
    )


@template("alexnet.flatten", topic="alexnet", difficulty=2, functions=("ex4_inspect.trace_shapes",))
def flatten(rng: random.Random) -> Drawn:
    """`torch.flatten(x, 1)` keeps the batch and joins the rest: C * H * W inputs of the first Linear."""
    batch, channels = rng.choice([4, 8, 16, 32]), rng.choice([64, 128, 192, 256, 384])
    height, width = rng.randint(5, 9), rng.randint(5, 9)
    answer = channels * height * width
    return Drawn(
        text=both(
            f"마지막 합성곱 블록의 출력이 `[{batch}, {channels}, {height}, {width}]`이고, `torch.flatten(x, 1)`로 펼쳐 완전 연결 층에 넣습니다. 이 "
            "층의 `in_features`는 얼마여야 합니까?",
            f"The last convolutional block gives `[{batch}, {channels}, {height}, {width}]`, and `torch.flatten(x, 1)` flattens it for a fully "
            "connected layer. What must the `in_features` of that layer be?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"배치 차원은 남고 나머지가 한 줄로 이어집니다: {channels} × {height} × {width} = {answer:,}. AlexNet에서는 256 × 6 × 6입니다.",
            f"The batch dimension stays, the rest is joined: {channels} × {height} × {width} = {answer:,}. In AlexNet it is 256 × 6 × 6.",
        ),
        wrong=(
            Wrong(
                batch * answer,
                both(
                    "배치 크기까지 곱했습니다. 배치 차원은 그대로 남습니다.",
                    "The batch size was multiplied in. The batch dimension stays.",
                ),
            ),
            Wrong(height * width, both("채널을 곱하지 않았습니다.", "The channels are missing.")),
            Wrong(
                channels,
                both(
                    "채널의 수뿐입니다. 특징 맵의 모든 자리가 들어갑니다.",
                    "These are the channels alone. Every place of each feature map goes in.",
                ),
            ),
        ),
        facts={"shape": (batch, channels, height, width)},
    )


@template("alexnet.multiplications", topic="alexnet", difficulty=3, functions=("ex4_inspect.trace_shapes",))
def multiplications(rng: random.Random) -> Drawn:
    """Multiplications of a convolution: one per weight and output place (He and Sun 2015, arXiv:1412.1710, eq. 1)."""
    cin, cout, kernel = rng.choice([3, 8, 16, 32]), rng.choice([8, 16, 32, 64]), rng.choice([3, 5])
    size = rng.randint(11, 60)
    weights = cout * cin * kernel * kernel
    answer = weights * size * size
    return Drawn(
        text=both(
            f"합성곱 층의 입력 채널은 {cin}개, 출력 채널은 {cout}개, 커널은 {kernel}×{kernel}이고 출력 특징 맵은 {size}×{size}입니다. 이미지 한 장에 "
            "곱셈을 모두 몇 번 합니까? 편향은 더하기만 합니다.",
            f"A convolution has {cin} input channels, {cout} output channels and a kernel of {kernel}×{kernel}; its output feature maps are "
            f"{size}×{size}. How many multiplications does one image take? The bias is an addition only.",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"출력의 한 자리에 {cin}·{kernel}·{kernel} 번 곱하고, 자리는 {cout}·{size}·{size} 개입니다. 모두 {answer:,}번입니다. 파라미터가 적은 "
            "합성곱 층이 계산의 대부분을 차지하는 까닭입니다.",
            f"One place of the output takes {cin}·{kernel}·{kernel} multiplications, and there are {cout}·{size}·{size} places: {answer:,}. "
            "This is why convolutions, with few parameters, take most of the computation.",
        ),
        wrong=(
            Wrong(
                weights,
                both(
                    "가중치의 수입니다. 가중치마다 출력의 모든 자리에서 한 번씩 곱합니다.",
                    "This is the number of weights. Each one is used at every place of the output.",
                ),
            ),
            Wrong(
                cout * kernel * kernel * size * size,
                both("입력 채널을 곱하지 않았습니다.", "The input channels are missing."),
            ),
            Wrong(
                cin * kernel * kernel * size * size,
                both("출력 채널을 곱하지 않았습니다.", "The output channels are missing."),
            ),
            Wrong(
                weights * size,
                both(
                    "출력의 한 변만 곱했습니다. 자리는 가로 × 세로입니다.",
                    "Only one side of the output was counted. The places are height × width.",
                ),
            ),
        ),
        facts={"in": cin, "out": cout, "kernel": kernel, "size": size},
    )


@template("alexnet.receptive_field", topic="alexnet", difficulty=3)
def receptive_field(rng: random.Random) -> Drawn:
    """Receptive field r = 1 + sum of (k_i - 1) * product of the strides before (Araujo et al. 2019)."""
    layers = ((rng.choice([5, 7, 11]), rng.choice([2, 3, 4])), (3, 2), (rng.choice([3, 5]), 1))
    field, jump = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
    (k1, s1), (k2, s2), (k3, s3) = layers
    steps = f"1 + ({k1} - 1) + ({k2} - 1)·{s1} + ({k3} - 1)·{s1}·{s2}"
    return Drawn(
        text=both(
            f"세 층을 차례로 지납니다: 합성곱 {k1}×{k1}(스트라이드 {s1}), 최대 풀링 {k2}×{k2}(스트라이드 {s2}), 합성곱 {k3}×{k3}(스트라이드 {s3}). 마지막 "
            "특징 맵의 한 값은 입력 이미지에서 한 변이 몇 픽셀인 정사각형을 봅니까(수용 영역, receptive field)?",
            f"Three layers follow each other: convolution {k1}×{k1} (stride {s1}), max pooling {k2}×{k2} (stride {s2}), convolution {k3}×{k3} "
            f"(stride {s3}). One value of the last feature map sees a square of the input image (its receptive field). How many pixels "
            "has one side of it?",
        ),
        answer=field,
        tolerance=0,
        unit="px",
        explanation=both(
            f"층마다 (커널 - 1) × (앞 층들의 스트라이드의 곱)을 더합니다: {steps} = {field}. 뒤쪽 층일수록 이미지의 더 넓은 부분을 봅니다.",
            f"Each layer adds (kernel - 1) × (product of the strides before it): {steps} = {field}. The later the layer, the more of the "
            "image it sees.",
        ),
        wrong=(
            Wrong(
                k1 + k2 + k3 - 2,
                both(
                    "스트라이드를 무시했습니다. 앞 층의 스트라이드만큼 뒤 층의 한 칸이 넓어집니다.",
                    "The strides were ignored. They widen each step of the layers behind.",
                ),
            ),
            Wrong(
                k1 * k2 * k3,
                both(
                    "커널 크기를 모두 곱했습니다. 이웃한 자리들은 서로 겹칩니다.",
                    "The kernels were multiplied. Neighbouring places overlap.",
                ),
            ),
            Wrong(
                1 + (k1 - 1) * s1 + (k2 - 1) * s1 * s2 + (k3 - 1) * s1 * s2 * s3,
                both(
                    "층 자신의 스트라이드까지 곱했습니다. 앞 층들의 스트라이드만 곱합니다.",
                    "The layer's own stride was multiplied in. Only those of the layers before count.",
                ),
            ),
            Wrong(
                k3,
                both(
                    "마지막 층의 커널 크기입니다. 입력 이미지까지 거슬러 올라가야 합니다.",
                    "This is the kernel of the last layer. Go back all the way to the input image.",
                ),
            ),
        ),
        facts={"layers": layers},
    )
