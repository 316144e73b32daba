"""Numeric questions on data sets, loaders, workers, batches and epochs.

Sources: PyTorch docs of torch.utils.data.DataLoader (drop_last, num_workers, len of a loader) and torch.std (correction);
torchvision docs of make_grid (padding 2 between and around the images).
"""

import math
import random
import statistics

from grader.exam.template import Drawn, Wrong, both, template


@template("data.batches", topic="data", difficulty=1, functions=("ex3_data.make_loader",), mistakes=("34",))
def batches(rng: random.Random) -> Drawn:
    """len(loader) without drop_last: ceil(N / B)."""
    batch = rng.choice([8, 16, 32, 50, 64, 100, 128, 256])
    full = rng.randint(12, 400)
    n = batch * full + rng.randint(1, batch - 1)
    answer = full + 1
    return Drawn(
        text=both(
            f"이미지 {n:,}장의 데이터 세트를 배치 크기 {batch}, `drop_last=False`인 `DataLoader`로 읽습니다. 한 에폭의 배치는 몇 개입니까?",
            f"A `DataLoader` with batch size {batch} and `drop_last=False` reads a data set of {n:,} images. How many batches has one epoch?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"{n:,} / {batch} = {n / batch:.2f}, 올림하면 {answer}입니다. 마지막 배치에는 {n % batch}장이 들어갑니다.",
            f"{n:,} / {batch} = {n / batch:.2f}, rounded up: {answer}. The last batch has {n % batch} images.",
        ),
        wrong=(
            Wrong(
                full,
                both(
                    "내림했습니다. 마지막의 작은 배치를 버리는 것은 `drop_last=True`입니다.",
                    "This is rounded down. Only `drop_last=True` drops the smaller last batch.",
                ),
            ),
            Wrong(
                full + 2,
                both("마지막의 작은 배치를 두 번 세었습니다.", "The smaller last batch was counted twice."),
            ),
            Wrong(
                n,
                both(
                    "이미지의 수입니다. 배치 하나에 여러 장이 들어갑니다.",
                    "This is the number of images. A batch holds many.",
                ),
            ),
            Wrong(batch, both("배치 하나의 이미지 수입니다.", "This is the number of images in one batch.")),
        ),
        facts={"n": n, "batch": batch},
    )


@template(
    "data.last_batch", topic="data", difficulty=1, functions=("ex3_data.make_loader",), mistakes=("34",)
)
def last_batch(rng: random.Random) -> Drawn:
    """The size of the last batch: N mod B."""
    batch = rng.choice([32, 48, 64, 96, 128])
    rest = rng.randint(10, batch - 1)
    n = batch * rng.randint(5, 90) + rest
    return Drawn(
        text=both(
            f"이미지 {n:,}장을 배치 크기 {batch}인 로더로 읽습니다. 아무 이미지도 버리지 않는다면 마지막 배치에는 이미지가 몇 장 들어 있습니까?",
            f"A loader with batch size {batch} reads {n:,} images and drops none. How many images are in the last batch?",
        ),
        answer=rest,
        tolerance=0,
        unit="",
        explanation=both(
            f"꽉 찬 배치 {n // batch}개에 {n // batch * batch:,}장이 들어가고, {n:,} - {n // batch * batch:,} = {rest}장이 남습니다. 평균 손실을 구할 때 이 배치의 "
            "몫이 더 작아야 합니다.",
            f"{n // batch} full batches take {n // batch * batch:,} images, and {n:,} - {n // batch * batch:,} = {rest} are left. In a mean loss this "
            "batch must weigh less.",
        ),
        wrong=(
            Wrong(
                batch,
                both(
                    "모든 배치가 꽉 찼다고 보았습니다. 나누어떨어지지 않습니다.",
                    "This takes every batch as full. The division leaves a remainder.",
                ),
            ),
            Wrong(
                batch - rest,
                both(
                    "마지막 배치에 모자란 이미지의 수입니다.",
                    "This is how many images the last batch is short of.",
                ),
            ),
            Wrong(n // batch, both("꽉 찬 배치의 수입니다.", "This is the number of full batches.")),
            Wrong(
                0,
                both(
                    "마지막의 작은 배치를 버렸습니다(`drop_last=True`).",
                    "The smaller last batch was dropped (`drop_last=True`).",
                ),
            ),
        ),
        facts={"n": n, "batch": batch},
    )


@template(
    "data.steps",
    topic="data",
    difficulty=2,
    functions=("ex3_data.make_loader", "ex8_finetune.train_one_epoch"),
    mistakes=("34", "42"),
)
def steps(rng: random.Random) -> Drawn:
    """Optimizer steps of a training: epochs * ceil(N / B)."""
    batch, epochs = rng.choice([4, 8, 16, 32]), rng.randint(5, 30)
    n = batch * rng.randint(12, 90) + rng.randint(1, batch - 1)
    per_epoch = math.ceil(n / batch)
    answer = per_epoch * epochs
    return Drawn(
        text=both(
            f"학습 이미지 {n}장, 배치 크기 {batch}, 에폭 수 {epochs}의 설정으로 학습합니다. 마지막의 작은 배치도 씁니다. `optimizer.step()`은 모두 몇 번 불립니까?",
            f"A model is trained on {n} images with batch size {batch} for {epochs} epochs. The smaller last batch is used too. How often is "
            "`optimizer.step()` called in all?",
        ),
        answer=answer,
        tolerance=0,
        unit="",
        explanation=both(
            f"배치마다 한 번입니다. 한 에폭에 ⌈{n} / {batch}⌉ = {per_epoch}번, {epochs} 에폭에 {answer:,}번입니다.",
            f"Once per batch: {n} / {batch}, rounded up, is {per_epoch} per epoch, and {answer:,} in {epochs} epochs.",
        ),
        wrong=(
            Wrong(
                n // batch * epochs,
                both("마지막의 작은 배치를 빠뜨렸습니다.", "The smaller last batch was left out."),
            ),
            Wrong(per_epoch, both("한 에폭의 횟수입니다.", "These are the steps of one epoch.")),
            Wrong(
                n * epochs,
                both(
                    "이미지마다 한 번으로 세었습니다. 배치마다 한 번입니다.",
                    "This is one step per image. It is one per batch.",
                ),
            ),
            Wrong(
                math.ceil(n * epochs / batch),
                both(
                    "모든 에폭의 이미지를 이어 붙여 나누었습니다. 배치는 에폭을 넘어가지 않습니다.",
                    "The images of all epochs were joined before dividing. A batch never reaches into the next epoch.",
                ),
            ),
            Wrong(
                epochs,
                both(
                    "에폭마다 한 번으로 세었습니다. 그것은 `scheduler.step()`입니다.",
                    "This is one per epoch, as for `scheduler.step()`.",
                ),
            ),
        ),
        facts={"n": n, "batch": batch, "epochs": epochs},
    )


@template(
    "data.channel_std", topic="data", difficulty=3, functions=("ex3_data.channel_stats",), mistakes=("36",)
)
def channel_std(rng: random.Random) -> Drawn:
    """Population standard deviation over all pixels of all images (not the mean of each image's own)."""
    a = [n / 10 for n in rng.sample(range(0, 6), 2)]
    b = [n / 10 for n in rng.sample(range(4, 11), 2)]
    pixels = a + b
    answer = statistics.pstdev(pixels)
    mean = statistics.fmean(pixels)
    return Drawn(
        text=both(
            f"채널이 하나이고 픽셀이 두 개인 이미지가 두 장 있습니다: {a}, {b}. 데이터 세트 전체의 표준편차(모든 이미지의 모든 픽셀에 대한 모집단 표준편차)는 "
            "얼마입니까? 소수 셋째 자리까지 반올림하세요.",
            f"There are two images with one channel and two pixels each: {a} and {b}. What is the standard deviation of the data set (of the "
            "population: all pixels of all images)? Round to three decimals.",
        ),
        answer=answer,
        tolerance=0.001,
        unit="",
        explanation=both(
            f"네 픽셀의 평균은 {mean:.3f}이고, 차이의 제곱의 평균은 {answer**2:.4f}, 그 제곱근은 {answer:.3f}입니다. 이미지마다 따로 구하면 이미지 사이의 "
            "차이를 놓칩니다.",
            f"The mean of the four pixels is {mean:.3f}, the mean of the squared differences {answer**2:.4f}, its root {answer:.3f}. Taken image by "
            "image, the difference between the images would be lost.",
        ),
        wrong=(
            Wrong(
                (statistics.pstdev(a) + statistics.pstdev(b)) / 2,
                both(
                    "이미지마다 구한 표준편차의 평균입니다. 모든 픽셀을 한데 모아야 합니다.",
                    "This is the mean of each image's own standard deviation. Put all pixels together.",
                ),
            ),
            Wrong(
                statistics.stdev(pixels),
                both(
                    "n - 1로 나누었습니다. 모집단 표준편차는 n으로 나눕니다.",
                    "This divides by n - 1. The population's divides by n.",
                ),
            ),
            Wrong(
                answer**2,
                both("분산입니다. 제곱근을 구해야 합니다.", "This is the variance. Take its square root."),
            ),
            Wrong(
                statistics.fmean(abs(x - mean) for x in pixels),
                both(
                    "차이의 절댓값을 평균했습니다. 제곱의 평균의 제곱근입니다.",
                    "This is the mean absolute difference. It is the root of the mean square.",
                ),
            ),
        ),
        facts={"images": (tuple(a), tuple(b))},
    )


@template("data.grid_width", topic="data", difficulty=2, functions=("ex3_data.image_grid",))
def grid_width(rng: random.Random) -> Drawn:
    """Width of make_grid: columns * (W + padding) + padding."""
    width, height = rng.randint(20, 64), rng.randint(20, 64)
    nrow = rng.randint(3, 8)
    count = nrow * rng.randint(2, 5)
    answer = nrow * (width + 2) + 2
    rows = math.ceil(count / nrow)
    return Drawn(
        text=both(
            f"높이 {height}, 너비 {width} 픽셀인 이미지 {count}장을 `make_grid(images, nrow={nrow}, padding=2)`로 모았습니다. 결과의 너비는 몇 픽셀입니까?",
            f"`make_grid(images, nrow={nrow}, padding=2)` puts {count} images, {height} pixels high and {width} wide, into one. How many pixels wide is the "
            "result?",
        ),
        answer=answer,
        tolerance=0,
        unit="px",
        explanation=both(
            f"한 줄에 {nrow}장이 들어가고 이미지마다 테두리 2 픽셀, 끝에 2 픽셀이 더 있습니다: {nrow} × ({width} + 2) + 2 = {answer}.",
            f"There are {nrow} images in a row, each with 2 pixels of border, and 2 more at the end: {nrow} × ({width} + 2) + 2 = {answer}.",
        ),
        wrong=(
            Wrong(nrow * width, both("테두리를 세지 않았습니다.", "The borders are missing.")),
            Wrong(
                nrow * (width + 2),
                both("한쪽 끝의 테두리를 빠뜨렸습니다.", "The border at one end is missing."),
            ),
            Wrong(
                nrow * (width + 4),
                both(
                    "이미지마다 양쪽에 2 픽셀씩 더했습니다. 이웃한 이미지는 테두리 하나를 함께 씁니다.",
                    "2 pixels were added on both sides of each image. Neighbours share one border.",
                ),
            ),
            Wrong(
                rows * (width + 2) + 2,
                both(
                    "`nrow`를 줄의 수로 읽었습니다. `nrow`는 한 줄에 놓는 이미지의 수입니다.",
                    "`nrow` was taken for the number of rows. It is the number of images in a row.",
                ),
            ),
            Wrong(
                nrow * (height + 2) + 2,
                both(
                    "너비가 아니라 높이로 계산했습니다.",
                    "This was computed with the height, not with the width.",
                ),
            ),
        ),
        facts={"width": width, "height": height, "nrow": nrow, "count": count},
    )


@template("data.workers", topic="data", difficulty=3, functions=("ex3_data.make_loader",))
def workers(rng: random.Random) -> Drawn:
    """With ideal workers that load in parallel to the GPU, the slower of the two sets the pace: max(B * t / w, g)."""
    batch, load, total = (
        rng.choice([16, 32, 64]),
        rng.choice([3, 4, 5, 6, 8, 10]),
        rng.choice([200, 300, 400, 500]),
    )
    count, gpu = rng.choice([2, 4, 8]), rng.choice([15, 25, 40, 70, 90, 130])
    each = batch * load / count
    pace = max(each, gpu)
    answer = total * pace / 1000
    if each < gpu:
        slow_ko, slow_en = "GPU가 느려 워커가 기다립니다", "the GPU is slower, the workers wait"
    else:
        slow_ko, slow_en = "읽기가 느려 GPU가 기다립니다", "loading is slower, the GPU waits"
    return Drawn(
        text=both(
            f"이미지 한 장을 읽고 변환하는 데 {load} ms, 배치 {batch}장을 GPU가 학습하는 데 {gpu} ms가 걸립니다. `num_workers={count}`이고, 워커(worker)들은 "
            f"완전히 나란히, GPU가 계산하는 동안에도 미리 읽는다고 합시다. 배치 {total}개인 에폭은 약 몇 초가 걸립니까? 첫 배치를 기다리는 시간은 무시하고, 소수 첫째 "
            "자리까지 쓰세요.",
            f"Reading and transforming one image takes {load} ms, and the GPU takes {gpu} ms to train on a batch of {batch}. With `num_workers={count}`, "
            f"suppose that the workers run perfectly in parallel and read ahead while the GPU computes. How many seconds does an epoch of {total} "
            "batches take? Ignore the wait for the first batch, and give one decimal.",
        ),
        answer=answer,
        tolerance=0.1,
        unit="s",
        explanation=both(
            f"워커 {count}개가 나누어 읽으면 배치 하나에 {batch} × {load} / {count} = {each:g} ms입니다. GPU의 {gpu} ms와 겹치므로 배치마다 둘 가운데 긴 쪽, {pace:g} ms "
            f"가 걸립니다({slow_ko}). {total} × {pace:g} ms = {answer:.1f} 초입니다.",
            f"{count} workers share the reading: {batch} × {load} / {count} = {each:g} ms per batch. It overlaps with the {gpu} ms of the GPU, so a batch "
            f"takes the longer of the two, {pace:g} ms ({slow_en}). {total} × {pace:g} ms = {answer:.1f} s.",
        ),
        wrong=(
            Wrong(
                total * (each + gpu) / 1000,
                both(
                    "두 시간을 더했습니다. 워커는 GPU가 계산하는 동안 다음 배치를 읽습니다.",
                    "The two were added. The workers read the next batch while the GPU computes.",
                ),
            ),
            Wrong(
                total * (batch * load + gpu) / 1000,
                both(
                    "워커가 없을 때(`num_workers=0`)의 시간입니다.",
                    "This is the time without workers (`num_workers=0`).",
                ),
            ),
            Wrong(
                total * min(each, gpu) / 1000,
                both(
                    "둘 가운데 짧은 쪽으로 계산했습니다. 느린 쪽이 속도를 정합니다.",
                    "This takes the shorter of the two. The slower one sets the pace.",
                ),
            ),
            Wrong(
                total * batch * load / 1000,
                both(
                    "읽는 시간만, 워커의 수로 나누지 않고 계산했습니다.",
                    "This is the reading alone, not divided among the workers.",
                ),
            ),
        ),
        facts={"batch": batch, "load": load, "workers": count, "gpu": gpu, "total": total},
    )
