"""Checks of ex8_finetune: the examiner trains the same network from the same secret start, and compares the values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

import torch
from torch import nn

from grader.checking.kit import expect, expect_kind, expect_object, named, one_of, require, same
from grader.sandbox.wire import Ref

EPOCH_KEYS = ("epoch", "train_loss", "train_acc", "val_loss", "val_acc", "lr")


# ---- a training problem on both sides -------------------------------------------------------------------------------


@dataclass
class Part:
    """Images with labels, and how a loader cuts them into batches."""

    images: torch.Tensor
    labels: torch.Tensor
    size: int

    def batches(self):
        return list(zip(self.images.split(self.size), self.labels.split(self.size), strict=True))

    def loader(self, student):
        return student.prop("pairs_loader", self.images, self.labels, self.size)


@dataclass
class Task:
    """A drawn network, its data, and how it is trained. `make` builds all of it, here or on the student's side."""

    sizes: tuple
    state: dict
    train: Part
    val: Part | None = None
    options: dict = field(default_factory=dict)
    smoothing: float = 0.0
    lrs: tuple = (0.1, 0.1)
    optimizer: dict = field(default_factory=dict)
    rates: list = field(default_factory=list)
    """The learning rate of the first group in each epoch, and what would come after the last one."""
    strict: bool = False
    """Whether the scheduler has `step()` and nothing else."""
    torch_scheduler: dict | None = None
    epochs: int = 0

    def make(self, make, **more):
        """Model, criterion and optimizer."""
        model = make("network", self.sizes, self.state, **self.options, **more)
        return model, make("criterion", self.smoothing), make("optimizer", model, self.lrs, **self.optimizer)

    def make_scheduler(self, make, optimizer):
        if self.torch_scheduler is None:
            return make("scheduler", optimizer, self.rates, self.strict)
        return make("torch_scheduler", optimizer, **self.torch_scheduler)


def here(props):
    """What `Task.make` needs to build objects of the examiner's own."""
    return lambda name, *args, **kwargs: getattr(props, name)(*args, **kwargs)


def there(student):
    """The same for handles of objects on the student's side."""
    return partial(student.prop, keep=True)


# ---- the examiner's own training ------------------------------------------------------------------------------------


@dataclass
class Pass:
    """What one pass over the batches gave."""

    size: int
    """Of a full batch."""
    counts: list = field(default_factory=list)
    means: list = field(default_factory=list)
    """Mean loss of each batch."""
    hits: list = field(default_factory=list)
    pairs: int = 0
    """How often a prediction equals any label of its batch."""
    columns: int = 0
    """How often the place of a class's largest logit equals a label."""
    margin: float = float("inf")
    """The smallest gap between the two best logits of an image: rounding must not decide."""

    def add(self, logits, labels, loss):
        best = logits.detach().topk(2).values
        self.margin = min(self.margin, float((best[:, 0] - best[:, 1]).min()))
        found = logits.argmax(1)
        self.counts.append(len(labels))
        self.means.append(loss.item())
        self.hits.append(int((found == labels).sum()))
        self.pairs += int((found[:, None] == labels).sum())
        self.columns += sum(int(a == b) for a, b in zip(logits.argmax(0), labels, strict=False))

    @property
    def total(self):
        return sum(m * n for m, n in zip(self.means, self.counts, strict=True))

    @property
    def loss(self):
        return self.total / sum(self.counts)

    @property
    def accuracy(self):
        return sum(self.hits) / sum(self.counts)

    def wrong_losses(self):
        n, batches = sum(self.counts), len(self.counts)
        return {
            "batch_means_over_images": sum(self.means) / n,
            "mean_of_batch_means": sum(self.means) / batches,
            "fixed_batch_size": sum(self.means) * self.size / n,
            "batches_taken_for_images": [self.total / batches, self.total / (batches * self.size)],
            "only_one_batch_counted": [self.means[-1], self.means[0]],
        }

    def wrong_accuracies(self):
        n, batches, hits = sum(self.counts), len(self.counts), sum(self.hits)
        rates = [h / c for h, c in zip(self.hits, self.counts, strict=True)]
        return {
            "batches_taken_for_images": [hits / batches, hits / (batches * self.size)],
            "every_pair_compared": self.pairs / n,
            "accuracy_in_percent": 100 * hits / n,
            "accuracy_argmax_dim_0": self.columns / n,
            "mean_of_batch_accuracies": sum(rates) / batches,
            "only_one_batch_counted": [rates[-1], rates[0]],
        }


def fingerprints(values):
    """Mistake to a test of the value: equal to this one, or to one of these."""
    return {mistake: one_of(*(v if isinstance(v, list) else [v])) for mistake, v in values.items()}


TENSOR = {"figures_left_as_tensors": lambda got: isinstance(got, torch.Tensor)}


def run(model, part, criterion, optimizer=None, *, each=None, softmax=False, clear=True, grad=False):
    """One pass over the data; with an optimizer it trains. The rest imitates mistakes.

    each: called with every batch after its step; softmax: before the loss; clear: with zero_grad; grad: on for evaluation.
    """
    result = Pass(part.size)
    for images, labels in part.batches():
        with torch.set_grad_enabled(optimizer is not None or grad):
            logits = model(images)
            loss = criterion(logits.softmax(1) if softmax else logits, labels)
        if optimizer is not None:
            if clear:
                optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        result.add(logits, labels, loss)
        if each:
            each(images, labels)
    return result


def trained(task, props, *, train=True, criterion=None, **wrong):
    """One epoch of training by the examiner: what it gave, and the weights afterwards."""
    model, given, optimizer = task.make(here(props), train=train)
    result = run(model, task.train, criterion or given, optimizer, **wrong)
    return result, props.state(model)


def measured(task, props, *, train=False, **wrong):
    """One pass without training."""
    model, criterion, _ = task.make(here(props), train=train)
    return run(model, task.train, criterion, **wrong)


# ---- drawing networks and data --------------------------------------------------------------------------------------


def draw_part(draw, classes, sizes):
    height, width = draw.integer(6, 8), draw.integer(7, 9)
    n = sum(sizes)
    return Part(draw.normal(n, 3, height, width), draw.integers(n, low=0, high=classes - 1), sizes[0])


def draw_task(draw, props, sizes, ok=lambda task: True, lr=0.3, frozen=(), **options):
    """A task whose batches have these sizes; about half of the images are right at the start, and `ok` holds.

    Drawn again until no prediction is a close call.
    """
    for _ in range(60):
        width, classes = draw.integer(4, 6), draw.integer(4, 6)
        model = props.network((width, classes), **options)
        part = draw_part(draw, classes, sizes)
        task = Task(
            (width, classes), draw.state(model, gain=1.5), part, options={**options, "frozen": frozen}
        )
        task.smoothing = draw.number(0.1, 0.3)
        task.lrs = (lr * draw.number(0.7, 1.0), lr * draw.number(0.2, 0.4))
        model.load_state_dict(task.state)
        guesses = model.train(False)(part.images).argmax(1)
        part.labels = torch.where(draw.uniform(len(guesses)) < 0.5, guesses, part.labels)
        passes = [trained(task, props)[0], measured(task, props)]
        if all(p.margin > 0.01 and 0 < p.accuracy < 1 for p in passes) and ok(task):
            return task
    raise AssertionError("no task was found")


def apart(right, wrong, by=0.02):
    """Whether all values that mistakes make are clearly not the right one."""
    values = [x for v in wrong.values() for x in (v if isinstance(v, list) else [v])]
    return all(abs(x - right) > by for x in values)


def batch_sizes(draw):
    """A full batch and a smaller one."""
    size = draw.integer(4, 6)
    return [size, draw.integer(2, size - 2)]


# ---- what came back -------------------------------------------------------------------------------------------------


def expect_pair(got):
    """(loss, accuracy); a list is as good here, and costs one check of its own."""
    expect_kind(got, (tuple, list), "(loss, accuracy)", known=TENSOR)
    require(len(got) == 2, "length", got=f"{type(got).__name__} of {len(got)}", expected="(loss, accuracy)")


def expect_loss(got, right, known, *, plain=True):
    """The first of the two is this; `known` tells mistakes by the loss. Not `plain`: a 0-d tensor is as good."""
    expect_pair(got)
    loss = got[0].item() if not plain and isinstance(got[0], torch.Tensor) and got[0].numel() == 1 else got[0]
    swapped = {"loss_accuracy_swapped": lambda loss: same(loss, right.accuracy)}
    expect(loss, right.loss, known=TENSOR | swapped | fingerprints(known))


def expect_accuracy(got, right, known):
    expect_pair(got)
    swapped = {"loss_accuracy_swapped": lambda accuracy: same(accuracy, right.loss)}
    expect(got[1], right.accuracy, known=TENSOR | swapped | fingerprints(known))


def expect_weights(got, want, start, known):
    """All parameters and buffers are these; `start`: as they were before training, `known`: as mistakes leave them."""
    expect_kind(got, dict, "weights")
    moves = [n for n in want if not same(want[n], start[n], atol=1e-4)]
    still = [n for n in moves if same(got.get(n), start[n], atol=0, rtol=0)]
    what = ", ".join(still[:3])
    if still:
        mistake = named(got, known)
        require(
            False, "not_trainable", got=f"{what}: == before", expected="!= before", mistake=mistake, what=what
        )
    expect(got, want, known=known)


def weight_mistakes(task, props):
    """The weights that usual mistakes leave after an epoch of training. `known` asks only after a mismatch."""

    def after(**wrong):
        return lambda got: same(got, trained(task, props, **wrong)[1])

    def unmoved(got):
        return all(same(got[n], v) for n, v in task.state.items() if "running" not in n and "num_" not in n)

    return {
        "no_effective_step": unmoved,
        "gradients_not_cleared": after(clear=False),
        "softmax_before_cross_entropy": after(softmax=True),
        "trained_in_eval_mode": after(train=False),
        "own_criterion_used": after(criterion=nn.functional.cross_entropy),
    }


# ---- train_one_epoch ------------------------------------------------------------------------------------------------


def train_there(student, task, **more):
    """The student's epoch: what came back, and the model that was given."""
    model, criterion, optimizer = task.make(there(student), **more)
    loader = task.train.loader(student)
    return student.call("train_one_epoch", model, loader, criterion, optimizer), model


def loss_of_other_criterion(task, props):
    return {
        "softmax_before_cross_entropy": trained(task, props, softmax=True)[0].loss,
        "own_criterion_used": trained(task, props, criterion=nn.functional.cross_entropy)[0].loss,
    }


def after_own_step(task, props):
    """Loss and accuracy when each batch is looked at only after its own step."""
    model, criterion, optimizer = task.make(here(props))
    later = Pass(task.train.size)

    def look(images, labels):
        logits = model(images)
        later.add(logits, labels, criterion(logits, labels))

    run(model, task.train, criterion, optimizer, each=look)
    return later


def check_train_one_epoch__one_batch(student, draw, props):
    """A single batch: loss and accuracy from the predictions made before the step, as a pair of plain floats."""

    def clear_case(task):
        right, later = trained(task, props)[0], after_own_step(task, props)
        return apart(right.accuracy, {"predicted_again_after_step": later.accuracy}) and apart(
            right.loss, {"predicted_again_after_step": later.loss}
        )

    task = draw_task(draw, props, [draw.integer(6, 9)], clear_case, lr=2.0)
    right, later = trained(task, props)[0], after_own_step(task, props)
    got, _ = train_there(student, task)
    expect_kind(got, tuple, "(loss, accuracy)", known=TENSOR)
    expect_loss(got, right, loss_of_other_criterion(task, props) | {"predicted_again_after_step": later.loss})
    expect_accuracy(got, right, {"predicted_again_after_step": later.accuracy} | right.wrong_accuracies())


def check_train_one_epoch__loss(student, draw, props):
    """The mean over all images, the last batch being smaller."""

    def clear_case(task):
        right, _ = trained(task, props)
        return apart(right.loss, right.wrong_losses() | loss_of_other_criterion(task, props))

    task = draw_task(draw, props, batch_sizes(draw), clear_case)
    right, _ = trained(task, props)
    got, _ = train_there(student, task)
    expect_loss(got, right, right.wrong_losses() | loss_of_other_criterion(task, props))


def check_train_one_epoch__accuracy(student, draw, props):
    """Right predictions by images; the last batch is smaller. The steps are so small that they do not matter here."""

    def clear_case(task):
        right = trained(task, props)[0]
        return apart(right.accuracy, right.wrong_accuracies()) and right.hits == measured(task, props).hits

    task = draw_task(draw, props, batch_sizes(draw), clear_case, lr=0.01)
    right, _ = trained(task, props)
    got, _ = train_there(student, task)
    expect_accuracy(got, right, right.wrong_accuracies())


def expect_trained(student, props, task, **more):
    _, want = trained(task, props)
    _, model = train_there(student, task, **more)
    expect_weights(student.prop("state", model), want, task.state, weight_mistakes(task, props))


def check_train_one_epoch__step(student, draw, props):
    """A batch moves the weights by the step of the optimizer that was given; what is frozen stays."""
    for kind in ({"kind": "Adam", "eps": 0.01}, {"weight_decay": 0.1}):
        task = draw_task(draw, props, [draw.integer(5, 8)], frozen=("conv.weight",))
        task.optimizer = kind
        expect_trained(student, props, task)


def check_train_one_epoch__own_gradients(student, draw, props):
    """Every batch moves the weights, each by its own gradient only."""
    size = draw.integer(4, 5)
    task = draw_task(draw, props, [size, size, size, draw.integer(2, 3)])
    task.optimizer = {"momentum": 0.9}
    expect_trained(student, props, task)


def check_train_one_epoch__train_mode(student, draw, props):
    """The model comes in eval mode, as validation leaves it: layers that know the mode must train all the same."""
    task = draw_task(draw, props, [5, 5, draw.integer(3, 4)], modes=True)
    expect_trained(student, props, task, train=False)


def draw_placed(draw):
    """A linear classifier on a pretended device, its data and the name of the device."""
    classes, pixels = draw.integer(3, 5), 12
    images, labels = draw.normal(9, 3, 2, 2), draw.integers(9, low=0, high=classes - 1)
    head = draw.normal(classes, pixels), draw.normal(classes)
    return head, Part(images, labels, len(labels)), f"cpu:{draw.integer(1, 9)}"


def make_placed(student, head, part):
    model, criterion = student.prop("placed_net", *head), student.prop("placed_criterion")
    return model, student.prop("placed_loader", part.images, part.labels, part.size), criterion


def check_train_one_epoch__device(student, draw, props):
    """Model, images and labels are brought to the device. `cpu:1` stands for a real second one."""
    head, part, device = draw_placed(draw)
    model = props.placed_net(*head)
    right = run(model, part, nn.CrossEntropyLoss(), props.optimizer(model, (0.1, 0.1)))
    model, loader, criterion = make_placed(student, head, part)
    optimizer = student.prop("optimizer", model, (0.1, 0.1))
    got = student.call("train_one_epoch", model, loader, criterion, optimizer, device)
    expect_loss(got, right, {}, plain=False)


# ---- evaluate -------------------------------------------------------------------------------------------------------


def evaluate_there(student, task, **more):
    model, criterion, _ = task.make(there(student), **more)
    return student.call("evaluate", model, task.train.loader(student), criterion), model


def evaluation_mistakes(task, props, right):
    plain = replace(task, smoothing=0.0)
    others = {
        "softmax_before_cross_entropy": measured(task, props, softmax=True).loss,
        "own_criterion_used": measured(plain, props).loss,
    }
    return right.wrong_losses() | others


def check_evaluate__loss(student, draw, props):
    """The mean over all images with the criterion given; the last batch is smaller."""

    def clear_case(task):
        right = measured(task, props)
        return apart(right.loss, evaluation_mistakes(task, props, right))

    task = draw_task(draw, props, batch_sizes(draw), clear_case)
    right = measured(task, props)
    got, _ = evaluate_there(student, task, train=False)
    expect_loss(got, right, evaluation_mistakes(task, props, right))


def check_evaluate__accuracy(student, draw, props):
    """Right predictions by images, unsure ones too; the last batch is smaller."""

    def clear_case(task):
        right = measured(task, props)
        return apart(right.accuracy, right.wrong_accuracies()) and unsure(task) != right.hits

    def unsure(task):
        """How many are right with a probability above one half."""
        model = task.make(here(props), train=False)[0]
        best = model(task.train.images).softmax(1).max(1)
        sure = (best.indices == task.train.labels) & (best.values > 0.5)
        return [int(part.sum()) for part in sure.split(task.train.size)]

    task = draw_task(draw, props, batch_sizes(draw), clear_case)
    right = measured(task, props)
    got, _ = evaluate_there(student, task, train=False)
    expect_accuracy(got, right, right.wrong_accuracies())


def check_evaluate__plain_floats(student, draw, props):
    """A pair of plain floats, also from batches of one image only."""
    task = draw_task(draw, props, [1, 1, 1, 1])
    right = measured(task, props)
    got, _ = evaluate_there(student, task, train=False)
    expect_kind(got, tuple, "(loss, accuracy)", known=TENSOR)
    expect_loss(got, right, {"softmax_before_cross_entropy": measured(task, props, softmax=True).loss})
    expect_accuracy(got, right, {"accuracy_in_percent": 100 * right.accuracy})


def check_evaluate__eval_mode(student, draw, props):
    """The model comes in train mode, as training leaves it."""

    def clear_case(task):
        return apart(
            measured(task, props).loss, {"measured_in_train_mode": measured(task, props, train=True).loss}
        )

    task = draw_task(draw, props, [draw.integer(5, 8)], clear_case, modes=True)
    got, _ = evaluate_there(student, task, train=True)
    known = {"measured_in_train_mode": measured(task, props, train=True).loss}
    expect_loss(got, measured(task, props), known, plain=False)


def check_evaluate__no_gradient(student, draw, props):
    """The logits of this network double when they carry a gradient, so that the loss tells."""

    def doubled(task):
        model, criterion, _ = task.make(here(props))
        return criterion(model(task.train.images), task.train.labels).item()  # gradients on

    def clear_case(task):
        return apart(measured(task, props).loss, {"measured_with_grad": doubled(task)})

    task = draw_task(draw, props, [draw.integer(5, 8)], clear_case, tell=True)
    got, _ = evaluate_there(student, task, train=False)
    expect_loss(got, measured(task, props), {"measured_with_grad": doubled(task)}, plain=False)


def check_evaluate__nothing_changes(student, draw, props):
    """Weights, running statistics, gradients and what asks for one are as before. One batch: its loss is right anyway."""
    task = draw_task(draw, props, [draw.integer(5, 8)], modes=True, frozen=("conv.bias",))
    model, criterion, _ = task.make(there(student), train=False)
    mine, _, _ = task.make(here(props), train=False)
    gradients = {name: draw.normal(*p.shape) for name, p in mine.named_parameters()}
    student.prop("set_gradients", model, gradients)
    props.set_gradients(mine, gradients)
    got = student.call("evaluate", model, task.train.loader(student), criterion)
    known = {"measured_in_train_mode": measured(task, props, train=True).loss}
    expect_loss(got, measured(task, props), known, plain=False)
    before, after = props.all_of(mine), student.prop("all_of", model)
    changed = [name for name in before if not same(after.get(name), before[name], atol=0, rtol=0)]
    weights = [name for name, _ in mine.named_parameters() if name in changed]
    what = ", ".join(changed[:3])
    said = {"got": f"{what}: != before", "expected": "== before", "what": what}
    require(
        not changed,
        "model_changed",
        mistake="optimizer_step_while_measuring" if weights else "state_changed_while_measuring",
        **said,
    )


def check_evaluate__device(student, draw, props):
    head, part, device = draw_placed(draw)
    right = run(props.placed_net(*head), part, nn.CrossEntropyLoss())
    got = student.call("evaluate", *make_placed(student, head, part), device)
    expect_loss(got, right, {}, plain=False)


# ---- train_model: what happens in which epoch is drawn --------------------------------------------------------------


def prescribe(draw, labels, classes, columns):
    """Images whose column holds logits: of each column the wanted number is right, by the wanted strength.

    columns: (how many are right, by how much the best logit is above the others) for each column.
    """
    n = len(labels)
    images = draw.normal(n, 3, classes, len(columns))
    images[:, 0] *= 0.1
    for column, (count, strength) in enumerate(columns):
        wrong = (labels + draw.integers(n, low=1, high=classes - 1)) % classes
        right = torch.tensor(draw.permutation(n)) < count
        images[torch.arange(n), 0, torch.where(right, labels, wrong), column] += strength
    return images


def draw_rigged(draw, props, train, val, *, n=(9, 12), sizes=(5, 7), lr=0.5, **options):
    """A task of len(train) epochs in which so many images are right: `train` in training, `val` after each epoch.

    train, val: pairs of (how many are right, strength); val begins with what it is before any training.
    n, sizes: how many images there are in training and in validation, and in their full batches.
    """
    classes = draw.integer(4, 6)
    labels = [draw.integers(count, low=0, high=classes - 1) for count in n]
    columns = ([*train, train[-1]], val)
    parts = [
        Part(prescribe(draw, y, classes, c), y, s) for y, c, s in zip(labels, columns, sizes, strict=True)
    ]
    net = (draw.integer(3, 5), classes, len(parts[0].batches()))
    state = draw.state(props.network(net, **options))
    task = Task(net, state, *parts, options=options, epochs=len(train))
    task.smoothing = draw.number(0.05, 0.1)
    task.lrs = (lr * draw.number(0.7, 1.0), lr * draw.number(0.3, 0.5))
    task.rates = [task.lrs[0]] * (len(train) + 1)
    task.optimizer = {"momentum": 0.9}
    return task


def fit(task, props, order="", *, modes=(True, False), grad=False):
    """The examiner's own training: record, weights before the first and after each epoch, and what each epoch gave.

    order: when the scheduler steps, if a mistake is imitated: "first", "never", "twice" or "batch".
    modes: whether the network is in train mode in training after epoch 0, and in validation; grad: on in validation.
    """
    model, criterion, optimizer = task.make(here(props))
    scheduler = task.make_scheduler(here(props), optimizer)
    rows, states, passes = [], [props.state(model)], []
    for epoch in range(task.epochs):
        for _ in range(order == "first"):
            scheduler.step()
        lr = optimizer.param_groups[0]["lr"]
        model.train(epoch == 0 or modes[0])
        each = (lambda *batch: scheduler.step()) if order == "batch" else None
        learned = run(model, task.train, criterion, optimizer, each=each)
        found = run(model.train(modes[1]), task.val, criterion, grad=grad)
        for _ in range({"": 1, "twice": 2}.get(order, 0)):
            scheduler.step()
        values = (epoch, learned.loss, learned.accuracy, found.loss, found.accuracy, lr)
        rows.append(dict(zip(EPOCH_KEYS, values, strict=True)))
        states.append(props.state(model))
        passes.append((learned, found))
    return rows, states, passes


def fit_there(student, task):
    """The student's training: what came back, and the model that was given."""
    model, criterion, optimizer = task.make(there(student))
    scheduler = task.make_scheduler(there(student), optimizer)
    loaders = {"train": task.train.loader(student), "val": task.val.loader(student)}
    got = student.call("train_model", model, loaders, criterion, optimizer, scheduler, task.epochs)
    return got, model


def expect_record(got, rows, keys, known=None):
    """There is a row for each epoch, and these keys of it are right. Where in the pair the record is does not matter."""
    expect_kind(got, (tuple, list), "(model, record)")
    record = next((x for x in got if isinstance(x, list)), None)
    expect_kind(record, list, "(model, record)")
    require(len(record) == len(rows), "length", got=f"record of {len(record)}", expected=str(len(rows)))
    for row in record:
        expect_kind(row, dict, "dict")
        missing = ", ".join(key for key in keys if key not in row)
        require(not missing, "keys", got=str(list(row)), expected=", ".join(keys), missing=missing, extra="-")
    picked = [{key: row[key] for key in keys} for row in record]
    tensor = any(isinstance(value, torch.Tensor) for row in picked for value in row.values())
    known = {"figures_left_as_tensors": lambda got: tensor} | (known or {})
    expect(picked, [{key: row[key] for key in keys} for row in rows], known=known)


def model_of(got, model):
    """The model to look at where it does not matter which: one that came back, or else the one that was given."""
    found = [x for x in (got if isinstance(got, tuple | list) else [got]) if isinstance(x, Ref)]
    return next((x for x in found if x.type == model.type), model)


def returned_weights(student, got, model):
    """The weights of the first thing that came back, which has to be a model."""
    expect_kind(got, (tuple, list), "(model, record)")
    require(len(got) == 2, "length", got=f"{type(got).__name__} of {len(got)}", expected="(model, record)")
    known = {
        "load_result_as_model": lambda got: isinstance(got, tuple) and all(isinstance(x, list) for x in got),
        "weights_dict_returned": lambda got: isinstance(got, dict),
    }
    expect_object(got[0], f"<{model.type}>", known=known)
    require(got[0].type == model.type, "type", got=f"<{got[0].type}>", expected=f"<{model.type}>")
    return student.prop("state", got[0])


def parameters(state):
    """Without the running statistics and the count of steps."""
    return {n: v for n, v in state.items() if n.endswith(("weight", "bias"))}


def first_highest(values):
    """The first one on a tie."""
    return values.index(max(values))


def expect_best(student, task, props, *, lead=False):
    """The model that came back has the weights of the right epoch; lead: it is the best by very little.

    Returns all weights and buffers that came back, the examiner's after each epoch, and the right epoch.
    """
    rows, states, _ = fit(task, props)
    accuracies = [row["val_acc"] for row in rows]
    right = first_highest(accuracies)
    got, model = fit_there(student, task)
    weights = returned_weights(student, got, model)

    def after(*epochs):
        """Whether these are the weights after one of these epochs, the right one apart."""
        wrong = [states[1 + e] for e in epochs if e != right]
        return lambda got: any(same(got, parameters(state)) for state in wrong)

    signs = {"train_acc": 1, "train_loss": -1, "val_loss": -1}
    others = [first_highest([row[key] * sign for row in rows]) for key, sign in signs.items()]
    last = after(task.epochs - 1)
    known = {
        "later_tie_wins": after(*(e for e, a in enumerate(accuracies) if a == accuracies[right])),
        "best_not_copied": lambda got: last(got) and student.prop("loads", model) > 0,
        "best_not_loaded": last,
        "best_by_other_figure": after(*others),
        "compared_with_previous_epoch": after(
            max(e for e in range(task.epochs) if e == 0 or accuracies[e] > accuracies[e - 1])
        ),
        "untrained_weights_returned": after(-1),
        "saved_one_epoch_early": after(right - 1),
    }
    if len(set(accuracies)) == 1:  # three mistakes have the same effect
        known = {
            "last_epoch_kept_on_ties": known["best_not_loaded"],
            "untrained_weights_returned": known["untrained_weights_returned"],
        }
    if lead:
        known = {"small_improvement_ignored": after(0)} | known
    expect(parameters(weights), parameters(states[1 + right]), known=known)
    return weights, states, right


def draw_peak(draw, props):
    """Seven or eight epochs: validation is best in the fourth, then goes down, up and down again.

    An earlier epoch has the lowest validation loss, and a later one the best training. No epoch is two of these, nor the
    first or last one, so that the weights tell how an epoch was chosen.
    """
    strength = draw.number(2.3, 2.8)
    val = [(draw.integer(3, 6), strength) for _ in range(8 + draw.integer(0, 1))]
    val[1:7] = [(9, 7.0), (8, strength), val[3], (10, 8.0), (2, strength), (6, strength)]
    val[7:] = [(n, strength) for n in (5, 4)][: len(val) - 7]
    train = [(draw.integer(2, 5), 4.0) for _ in val[1:]]
    train[4] = (8, 4.0)
    return draw_rigged(draw, props, train, val)


def check_train_model__best_epoch(student, draw, props):
    """The epoch of the highest validation accuracy: neither the last, nor that of other figures; a tiny lead counts."""
    expect_best(student, draw_peak(draw, props), props)
    val = [(60, 3.0), (80, 3.0), (81, 3.0), (draw.integer(50, 70), 3.0)]
    task = draw_rigged(draw, props, [(2, 3.0), (4, 3.0), (6, 3.0)], val, n=(9, 120), sizes=(9, 60))
    expect_best(student, task, props, lead=True)


def check_train_model__first_on_a_tie(student, draw, props):
    """The highest accuracy comes two or three times; the loss is lower at a later one."""
    strength = draw.number(2.3, 2.6)
    low = [(n, strength) for n in draw.distinct(4, 3, 7)]
    val = [low[0], low[1], (9, 7.0), low[2], (9, strength), *[(9, 5.0)] * draw.integer(0, 1), low[3]]
    train = [(n, 4.0) for n in draw.distinct(len(val) - 1, 1, 6)]
    train[2] = (8, 4.0)
    expect_best(student, draw_rigged(draw, props, train, val), props)


def check_train_model__all_zero(student, draw, props):
    """No validation image is ever right: the weights after epoch 0, not those from before the training."""
    strength = draw.number(3.0, 4.0)
    val = [(draw.integer(2, 6), strength), *[(0, strength)] * draw.integer(2, 3)]
    train = [(draw.integer(3, 8), strength) for _ in val[1:]]
    expect_best(student, draw_rigged(draw, props, train, val), props)


def check_train_model__buffers(student, draw, props):
    """The running statistics of batch normalisation, too, are those of the best epoch."""
    strength = draw.number(2.5, 3.0)
    val = [(n, strength) for n in (5, 4, 6, 10, draw.integer(2, 4))]
    task = draw_rigged(draw, props, [(n, strength) for n in (7, 3, 4, 6)], val, modes=True)
    weights, states, right = expect_best(student, task, props)
    buffers = {n: v for n, v in states[-1].items() if n not in parameters(states[-1])}
    mixed = states[1 + right] | buffers
    expect(weights, states[1 + right], known={"buffers_not_kept": lambda got: same(got, mixed)})


def draw_rise(draw, props, count, **options):
    """The last epoch is the best in every respect, so that its weights come back whatever is chosen by."""
    strength = draw.number(2.5, 3.0)
    val, train = ([(n, strength) for n in sorted(draw.distinct(count + 1, 1, 8))] for _ in range(2))
    return draw_rigged(draw, props, train[1:], val, **options)


def draw_rates(draw, task):
    """A falling learning rate, other than any usual rule gives."""
    steps = (task.epochs + 1) * len(task.train.batches())
    factors = draw.uniform(steps, low=0.75, high=0.88).cumprod(0)
    return [task.lrs[0], *(task.lrs[0] * factors).tolist()]


def expect_last(student, props, task, known):
    """The weights after the last epoch, all buffers included; `known` makes the weights of mistakes."""
    _, states, _ = fit(task, props)
    got, model = fit_there(student, task)
    weights = student.prop("state", model_of(got, model))
    known = {m: lambda got, make=make: same(got, make()[1][-1]) for m, make in known.items()}
    expect_weights(weights, states[-1], states[0], known)
    return got


def check_train_model__scheduler(student, draw, props):
    """Every epoch is trained with its own learning rate: a drawn plan, and one of torch's schedulers."""
    for own in (True, False):
        task = draw_rise(draw, props, 3, n=(8, 9), sizes=(3, 5), lr=1.0)
        if own:
            task.rates, task.strict = draw_rates(draw, task), True
        else:
            task.torch_scheduler = {"kind": "StepLR", "step_size": 2, "gamma": draw.number(0.2, 0.4)}
        orders = {
            "scheduler_step_before_training": "first",
            "scheduler_step_per_batch": "batch",
            "scheduler_step_twice": "twice",
            "learning_rate_never_changed": "never",
        }
        known = {m: partial(fit, task, props, order) for m, order in orders.items()}
        expect_last(student, props, task, known)


def check_train_model__modes(student, draw, props):
    """Train mode for the training of every epoch, eval mode for every validation."""
    task = draw_rise(draw, props, 3, modes=True)
    known = {
        "train_called_once": partial(fit, task, props, modes=(False, False)),
        "measured_in_train_mode": partial(fit, task, props, modes=(True, True)),
    }
    expect_last(student, props, task, known)


def check_train_model__no_gradient(student, draw, props):
    """The logits of this network double when they carry a gradient, so that the loss of the validation tells."""
    task = draw_rise(draw, props, 2, tell=True)
    wrong = [{"val_loss": row["val_loss"]} for row in fit(task, props, grad=True)[0]]
    got, _ = fit_there(student, task)
    expect_record(got, fit(task, props)[0], ("val_loss",), {"measured_with_grad": wrong})


def check_train_model__record(student, draw, props):
    """One dictionary per epoch, from 0, with both accuracies, which give no reason to stop early."""
    keys = ("epoch", "train_acc", "val_acc")
    strength = draw.number(2.5, 3.0)
    val = [(n, strength) for n in (*draw.distinct(2, 7, 9), draw.integer(2, 5), 12, draw.integer(6, 9))]
    task = draw_rigged(draw, props, [(n, strength) for n in draw.distinct(4, 2, 8)], val)
    rows, _, _ = fit(task, props)
    got, _ = fit_there(student, task)
    known = {
        "epochs_counted_from_1": lambda got: [row["epoch"] for row in got] == list(range(1, task.epochs + 1)),
        "same_dict_appended": lambda got: got[0] == got[-1],
    }
    expect_record(got, rows, keys, known)


def check_train_model__losses(student, draw, props):
    """Both losses of every epoch are means over all images."""
    keys = ("train_loss", "val_loss")
    task = draw_rise(draw, props, 2)
    rows, _, passes = fit(task, props)
    got, _ = fit_there(student, task)
    wrong = [[p.wrong_losses() for p in pair] for pair in passes]
    known = {
        m: [dict(zip(keys, (part[m] for part in pair), strict=True)) for pair in wrong]
        for m in ("batch_means_over_images", "mean_of_batch_means", "fixed_batch_size")
    }
    known["train_val_loss_swapped"] = [
        {"train_loss": row["val_loss"], "val_loss": row["train_loss"]} for row in rows
    ]
    expect_record(got, rows, keys, known)


def check_train_model__learning_rate(student, draw, props):
    """The record says with which learning rate (of the first group) each epoch was trained."""
    task = draw_rise(draw, props, 3, n=(8, 9), sizes=(3, 5), lr=1.0)
    task.rates = draw_rates(draw, task)
    got, model = fit_there(student, task)
    ratio, count, batches = task.lrs[1] / task.lrs[0], range(task.epochs), len(task.train.batches())

    def early(rates):
        """Whether the training, too, used the rate of the next epoch, as the weights tell."""
        weights = student.prop("state", model_of(got, model))
        return same(rates, at(1, 1)) and same(weights, fit(task, props, "first")[1][-1])

    def at(step, first=0):
        return [{"lr": task.rates[first + step * e]} for e in count]

    known = {
        "scheduler_step_before_training": early,
        "rate_read_after_step": at(1, 1),
        "scheduler_step_twice": at(2),
        "scheduler_step_per_batch": at(batches),
        "learning_rate_never_changed": at(0),
        "rate_of_other_group": [{"lr": task.rates[e] * ratio} for e in count],
    }
    expect_record(got, fit(task, props)[0], ("lr",), known)


def check_train_model__device(student, draw, props):
    head, part, device = draw_placed(draw)
    model = props.placed_net(*head)
    optimizer = props.optimizer(model, (0.1, 0.1))
    wanted = []
    for _ in range(2):
        learned = run(model, part, nn.CrossEntropyLoss(), optimizer)
        wanted.append({"train_loss": learned.loss, "val_loss": run(model, part, nn.CrossEntropyLoss()).loss})
    model, loader, criterion = make_placed(student, head, part)
    optimizer = student.prop("optimizer", model, (0.1, 0.1))
    scheduler = student.prop("scheduler", optimizer, [0.1] * 3)
    loaders = {"train": loader, "val": loader}
    got = student.call("train_model", model, loaders, criterion, optimizer, scheduler, 2, device)
    expect_record(got, wanted, ("train_loss", "val_loss"))


# ---- param_groups ---------------------------------------------------------------------------------------------------

HEADS = {"resnet": "fc", "alexnet": "classifier.6", "vgg": "classifier.6", "squeezenet": "classifier.1"}


class Grouped:
    """A network of a family, two drawn learning rates, and a gradient for each parameter, frozen or not."""

    def __init__(self, draw, props, family, *, tied=()):
        b = 2 * draw.integer(2, 4)
        width = draw.choice([w for w in range(9, 15) if w != 2 * b])
        # as many classes as inputs: shapes do not tell the last layer from others
        self.sizes = (draw.integer(3, 5), b, width, width)
        self.family, self.tied, self.head = family, tied, HEADS[family]
        model = props.pretrained(family, self.sizes)
        self.state = draw.state(model)
        self.names = [name for name, _ in model.named_parameters()]
        if tied:
            first, second = (f"{layer}.weight" for layer in tied)
            self.state[second] = self.state[first]
            self.names.remove(second)
        self.gradients = {n: draw.normal(*self.state[n].shape) for n in self.names}
        self.lrs = [draw.number(0.5, 0.9), draw.number(0.05, 0.2)]

    def of_head(self, name):
        return name.startswith(f"{self.head}.")

    def check(self, student, frozen=(), old=None, before=None, *, ordered=False):
        """Each parameter moves at the rate of its group; what is frozen does not move, although it has a gradient.

        ordered: the head has to come first, and there are two groups.
        before: changes the model, whose weights were `old` in part, to what it should be.
        """
        state = self.state | (old or {})
        model = student.prop("pretrained", self.family, self.sizes, state, tuple(frozen), keep=True)
        if self.tied:
            model = student.prop("tie", model, *self.tied, keep=True)
        if before:
            before(model)
        groups = student.call("param_groups", model, *self.lrs, keep=True)
        lrs, after = student.prop("move", model, groups, self.gradients)
        want = {n: 0.0 if n in frozen else self.lrs[0 if self.of_head(n) else 1] for n in self.names}
        rates = {n: self._rate(n, after.get(n)) for n in self.names}
        expect(rates, want, atol=1e-4, known=self._known(want, frozen))
        if ordered:
            expect(lrs, self.lrs, known={"backbone_group_first": self.lrs[::-1]})
        changed = [n for n in self.names if after.get(f"{n}.requires_grad") is not (n not in frozen)]
        what = ", ".join(changed[:3])
        said = {"got": f"{what}: requires_grad != before", "expected": "== before", "what": what}
        require(not changed, "model_changed", **said)

    def _rate(self, name, after):
        """The learning rate that the step was made with, or None where it was no such step."""
        before, gradient = self.state[name], self.gradients[name]
        if not isinstance(after, torch.Tensor) or after.shape != before.shape:
            return None
        rate = float(((before - after) * gradient).sum() / (gradient * gradient).sum())
        return rate if same(after, before - rate * gradient, atol=1e-4) else None

    def _known(self, want, frozen):
        head_lr, backbone_lr = self.lrs
        head = [n for n in self.names if self.of_head(n)]
        classifier = [n for n in self.names if n.startswith(self.head.split(".")[0])]

        def again(got):
            return any(want[n] and same(got[n], k * want[n]) for n in want for k in (2, 3))

        def is_like(change):
            return lambda got: same(got, want | {n: v for n, v in change.items() if n not in frozen})

        return {
            "parameter_listed_twice": again,
            "old_head_collected": lambda got: (
                any(want[n] for n in head) and all(got[n] in (0.0, None) for n in head)
            ),
            "frozen_parameters_included": lambda got: any(got[n] for n in frozen),
            "learning_rates_swapped": is_like({n: backbone_lr if n in head else head_lr for n in self.names}),
            "whole_classifier_as_head": is_like(dict.fromkeys(classifier, head_lr)),
            "head_bias_in_backbone": is_like({f"{self.head}.bias": backbone_lr}),
            "one_rate_for_all": lambda got: any(
                same(got, {n: want[n] and lr for n in want}) for lr in self.lrs
            ),
            "wrong_layer_as_head": lambda got: all(
                any(same(r, lr) for lr in self.lrs) for n, r in got.items() if want[n]
            ),
            "lr_key_missing": lambda got: any(want[n] and same(got[n], 3.0) for n in want),
            "some_parameters_left_out": lambda got: any(want[n] and got[n] == 0.0 for n in want),
        }


def check_param_groups__resnet(student, draw, props):
    """Two groups, the head first, with all parameters."""
    Grouped(draw, props, "resnet").check(student, ordered=True)


def check_param_groups__alexnet_and_vgg(student, draw, props):
    """Of the three layers in .classifier only the last is the head."""
    for family in ("alexnet", "vgg"):
        Grouped(draw, props, family).check(student)


def check_param_groups__squeezenet(student, draw, props):
    Grouped(draw, props, "squeezenet").check(student)


def check_param_groups__frozen(student, draw, props):
    """Some of the backbone is frozen; then a part of the head as well."""
    parts = [f".{draw.choice(['weight', 'bias'])}"]
    for family, more in (("resnet", []), (draw.choice(["vgg", "resnet"]), parts)):
        task = Grouped(draw, props, family)
        first = task.names[: draw.integer(2, 4)]
        task.check(student, [*first, *(task.head + part for part in more)])


def check_param_groups__always_two(student, draw, props):
    """Everything but the head is frozen, or the head alone: the other group is there and empty."""
    for of_head in (True, False):
        task = Grouped(draw, props, draw.choice(["resnet", "alexnet"]))
        task.check(student, [n for n in task.names if task.of_head(n) is of_head], ordered=True)


def check_param_groups__shared(student, draw, props):
    """A weight that two layers share is in once."""
    Grouped(draw, props, "resnet", tied=("layer1.0.conv1", "layer1.0.conv2")).check(student)


def check_param_groups__new_head(student, draw, props):
    """After a call the model gets a new head: the groups of the next call hold the new one."""
    task = Grouped(draw, props, draw.choice(["resnet", "vgg"]))
    weight, bias = (task.state[f"{task.head}.{part}"] for part in ("weight", "bias"))

    def change_head(model):
        student.call("param_groups", model, *task.lrs, keep=True)
        student.prop("new_head", model, task.head, weight, bias)

    old = {f"{task.head}.weight": draw.normal(*weight.shape), f"{task.head}.bias": draw.normal(*bias.shape)}
    task.check(student, old=old, before=change_head)
