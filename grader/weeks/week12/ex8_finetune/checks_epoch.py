"""Checks of ex8_finetune: train_one_epoch, evaluate. The examiner trains the same network, and compares the values."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch.nn.functional import cross_entropy

from grader.checking.kit import expect, expect_kind, expect_tidy, require, same
from grader.weeks.week12.ex8_finetune.problems import (
    draw_placed,
    draw_sizes,
    draw_task,
)
from grader.weeks.week12.ex8_finetune.training import (
    Pass,
    apart,
    distinct,
    expect_weights,
    fingerprints,
    measured,
    run,
    trained,
)

TENSOR = {"figures_left_as_tensors": lambda got: isinstance(got, torch.Tensor)}


# ---- train_one_epoch and evaluate: (loss, accuracy) -----------------------------------------------------------------


def expect_pair(got):
    """The result has two parts. A list passes here: one check of each function asks for a tuple."""
    expect_kind(got, (tuple, list), "(loss, accuracy)", known=TENSOR)
    require(len(got) == 2, "length", got=f"{type(got).__name__} of {len(got)}", expected="(loss, accuracy)")


def expect_loss(got, right, known):
    """The first of the two is the loss of `right`, a Pass. known: mistake to the loss that it gives."""
    expect_pair(got)
    swapped = {"loss_accuracy_swapped": lambda loss: same(loss, right.accuracy)}
    expect(got[0], right.loss, known=TENSOR | swapped | fingerprints(known))


def expect_accuracy(got, right, known):
    """The second of the two is the accuracy of `right`, a Pass. known: mistake to the accuracy that it gives."""
    expect_pair(got)
    swapped = {"loss_accuracy_swapped": lambda accuracy: same(accuracy, right.loss)}
    expect(got[1], right.accuracy, known=TENSOR | swapped | fingerprints(known))


def draw_many(draw):
    """The sizes of two batches of many images: then a wrong accuracy tells by which mistake it came."""
    size = draw.integer(18, 24)
    return [size, draw.integer(7, size - 6)]


def telling(right):
    """Whether no two mistakes have one accuracy, nor one with a name and one without."""
    wrong = right.wrong_accuracies()
    return apart(right.accuracy, wrong) and distinct(wrong, right.other_accuracies())


def expect_large(got, right):
    """Logits in the hundreds overflow a softmax by hand and saturate a sigmoid; they do not harm what is asked for."""
    expect_loss(got, right, {})
    expect_accuracy(got, right, {})


def plain(got):
    """The pair with numbers in place of 0-d tensors, for checks that are not about types."""
    expect_pair(got)
    return [x.item() if isinstance(x, torch.Tensor) and x.numel() == 1 else x for x in got]


# ---- train_one_epoch ------------------------------------------------------------------------------------------------


def losses_of_other_criteria(task, props):
    """The losses of two mistakes: softmax before the criterion, and another criterion than the given one."""
    return {
        "softmax_before_cross_entropy": trained(task, props, softmax=True).loss,
        "own_criterion_used": trained(task, props, criterion=cross_entropy).loss,
    }


def after_own_step(task, props):
    """The pass of a mistake: each batch is predicted again after its own step."""
    model, part, criterion, optimizer = task.here(props)
    later = Pass()

    def look(images, labels):
        logits = model(images)
        later.add(logits, labels, criterion(logits, labels))

    run(model, part, criterion, optimizer, each=look)
    return later


def check_train_one_epoch__one_batch(student, draw, props):
    """Loss and accuracy are those before the step, as a tuple of floats. The large step makes later ones differ."""

    def clear_case(task):
        right, later = trained(task, props), after_own_step(task, props)
        again = {"predicted_again_after_step": later.accuracy}
        clear = apart(right.loss, {"predicted_again_after_step": later.loss})
        return clear and apart(right.accuracy, again) and distinct(again, right.other_accuracies())

    task = draw_task(draw, props, [draw.integer(6, 9)], clear_case, lr=2.0)
    right, later = trained(task, props), after_own_step(task, props)
    got = student.call("train_one_epoch", *task.there(student))
    expect_kind(got, tuple, "(loss, accuracy)", known=TENSOR)
    expect_loss(
        got, right, losses_of_other_criteria(task, props) | {"predicted_again_after_step": later.loss}
    )
    wrong = {"accuracy_in_percent": 100 * right.accuracy, "predicted_again_after_step": later.accuracy}
    expect_accuracy(got, right, wrong)
    expect_tidy(student)


def check_train_one_epoch__loss(student, draw, props):
    """The loss is the mean over all images of what the given criterion says. The last batch is smaller."""

    def mistakes(task):
        return trained(task, props).wrong_losses() | losses_of_other_criteria(task, props)

    def clear_case(task):
        return apart(trained(task, props).loss, mistakes(task))

    task = draw_task(draw, props, draw_sizes(draw), clear_case)
    got = student.call("train_one_epoch", *task.there(student))
    expect_loss(got, trained(task, props), mistakes(task))


def check_train_one_epoch__accuracy(student, draw, props):
    """The accuracy is the share of all images that are right, also with large logits.

    The steps are too small to change a prediction.
    """

    def clear_case(task):
        right = trained(task, props)
        return telling(right) and right.hits == measured(task, props).hits

    task = draw_task(draw, props, draw_many(draw), clear_case, lr=0.01)
    right = trained(task, props)
    got = student.call("train_one_epoch", *task.there(student))
    expect_accuracy(got, right, right.wrong_accuracies())
    task = draw_task(draw, props, [draw.integer(9, 12)], large=True)
    expect_large(student.call("train_one_epoch", *task.there(student)), trained(task, props))


def expect_trained(student, props, task, **more):
    """The student's epoch leaves the same weights as the examiner's. more: options of the student's model."""
    model, *rest = task.there(student, **more)
    student.call("train_one_epoch", model, *rest)
    before = props.state(task.net.here(props))
    got, want = student.prop("state", model), trained(task, props).weights

    def after(**wrong):
        return lambda got: same(got, trained(task, props, **wrong).weights)

    def unmoved(got):
        return all(same(got[n], v) for n, v in before.items() if "running" not in n and "num_" not in n)

    known = {
        "no_effective_step": unmoved,
        "gradients_not_cleared": after(clear=False),
        "softmax_before_cross_entropy": after(softmax=True),
        "trained_in_eval_mode": after(train=False),
        "own_criterion_used": after(criterion=cross_entropy),
    }
    expect_weights(got, want, before, known)


def check_train_one_epoch__step(student, draw, props):
    """A batch moves the weights by the step of the given optimizer, whichever it is; what is frozen stays."""
    for kind in ({"kind": "Adam", "eps": 0.01}, {"weight_decay": 0.1}):
        task = draw_task(draw, props, [draw.integer(5, 8)], frozen=("conv.weight",))
        expect_trained(student, props, replace(task, optimizer=task.optimizer.but(**kind)))


def check_train_one_epoch__own_gradients(student, draw, props):
    """Every batch moves the weights, the last one with a single image too, and each by its own gradient only."""
    size = draw.integer(4, 5)
    task = draw_task(draw, props, [size, size, size, 1])
    expect_trained(student, props, replace(task, optimizer=task.optimizer.but(momentum=0.9)))


def check_train_one_epoch__train_mode(student, draw, props):
    """A model that comes in eval mode, as validation leaves it, is trained in train mode. Its layers differ in the two."""
    task = draw_task(draw, props, [5, 5, draw.integer(3, 4)], modes=True)
    expect_trained(student, props, task, train=False)


def check_train_one_epoch__leftover_gradients(student, draw, props):
    """Advice: gradients that a model has from before do not get into the first step."""
    task = draw_task(draw, props, [draw.integer(5, 8)])
    model, *rest = task.there(student)
    gradients = {n: draw.normal(*p.shape) for n, p in task.net.here(props).named_parameters()}
    student.prop("set_gradients", model, gradients)
    student.call("train_one_epoch", model, *rest)
    before, want = props.state(task.net.here(props)), trained(task, props).weights
    expect_weights(student.prop("state", model), want, before, {})


def expect_device(student, model, device):
    """The model was called on the device, as the student's side says."""
    places = student.prop("places", model)
    require(places == [device], "not_on_device", got=", ".join(places), expected=device)


def check_train_one_epoch__device(student, draw, props):
    """Model, images and labels are brought to the device. A name such as `cpu:1` stands for a GPU."""
    task, device = draw_placed(draw)
    model, *rest = task.there(student)
    got = student.call("train_one_epoch", model, *rest, device)
    expect_loss(plain(got), trained(task, props), {})
    expect_device(student, model, device)


# ---- evaluate -------------------------------------------------------------------------------------------------------


def check_evaluate__loss(student, draw, props):
    """The loss is the mean over all images of what the given criterion says. The last batch is smaller."""

    def mistakes(task):
        softmax, other = measured(task, props, softmax=True), measured(task, props, criterion=cross_entropy)
        return measured(task, props).wrong_losses() | {
            "softmax_before_cross_entropy": softmax.loss,
            "own_criterion_used": other.loss,
        }

    def clear_case(task):
        return apart(measured(task, props).loss, mistakes(task))

    task = draw_task(draw, props, draw_sizes(draw), clear_case)
    model, loader, criterion, _ = task.there(student, train=False)
    got = student.call("evaluate", model, loader, criterion)
    expect_loss(got, measured(task, props), mistakes(task))


def check_evaluate__accuracy(student, draw, props):
    """The accuracy is the share of all images that are right, however sure it is, also with large logits."""

    def sure(task):
        """How many of each batch are right with a probability above one half."""
        best = task.net.here(props, train=False)(task.train.images).softmax(1).max(1)
        hits = (best.indices == task.train.labels) & (best.values > 0.5)
        return [int(batch.sum()) for batch in hits.split(task.train.size)]

    def clear_case(task):
        right = measured(task, props)
        rates = {"sure": sum(sure(task)) / sum(right.counts)}
        return (
            telling(right) and distinct(right.wrong_accuracies(), rates.values()) and sure(task) != right.hits
        )

    task = draw_task(draw, props, draw_many(draw), clear_case)
    right = measured(task, props)
    model, loader, criterion, _ = task.there(student, train=False)
    got = student.call("evaluate", model, loader, criterion)
    expect_accuracy(got, right, right.wrong_accuracies())
    task = draw_task(draw, props, [draw.integer(9, 12)], large=True)
    model, loader, criterion, _ = task.there(student, train=False)
    expect_large(student.call("evaluate", model, loader, criterion), measured(task, props))


def check_evaluate__plain_floats(student, draw, props):
    """A tuple of two floats comes back, also from batches of one image, where squeeze() drops the batch dimension."""
    task = draw_task(draw, props, [1, 1, 1, 1])
    right = measured(task, props)
    model, loader, criterion, _ = task.there(student, train=False)
    got = student.call("evaluate", model, loader, criterion)
    expect_kind(got, tuple, "(loss, accuracy)", known=TENSOR)
    expect_loss(got, right, {"softmax_before_cross_entropy": measured(task, props, softmax=True).loss})
    expect_accuracy(got, right, {"accuracy_in_percent": 100 * right.accuracy})


def check_evaluate__eval_mode(student, draw, props):
    """A model that comes in train mode, as training leaves it, is measured in eval mode."""

    def mistakes(task):
        return {"measured_in_train_mode": measured(task, props, train=True).loss}

    def clear_case(task):
        return apart(measured(task, props).loss, mistakes(task))

    task = draw_task(draw, props, [draw.integer(5, 8)], clear_case, modes=True)
    model, loader, criterion, _ = task.there(student, train=True)
    got = student.call("evaluate", model, loader, criterion)
    expect_loss(plain(got), measured(task, props), mistakes(task))


def check_evaluate__no_gradient(student, draw, props):
    """No gradient is recorded: the logits of this network double when they carry one, and the loss tells."""

    def mistakes(task):
        return {"measured_with_grad": measured(task, props, grad=True).loss}

    def clear_case(task):
        return apart(measured(task, props).loss, mistakes(task))

    task = draw_task(draw, props, [draw.integer(5, 8)], clear_case, tell=True)
    model, loader, criterion, _ = task.there(student, train=False)
    got = student.call("evaluate", model, loader, criterion)
    expect_loss(plain(got), measured(task, props), mistakes(task))


def check_evaluate__nothing_changes(student, draw, props):
    """Weights, running statistics, gradients and requires_grad stay. With one batch a wrong mean does not fail here."""
    task = draw_task(draw, props, [draw.integer(5, 8)], modes=True, frozen=("conv.bias",))
    untouched = task.net.here(props, train=False)
    gradients = {name: draw.normal(*p.shape) for name, p in untouched.named_parameters()}
    props.set_gradients(untouched, gradients)
    model, loader, criterion, _ = task.there(student, train=False)
    student.prop("set_gradients", model, gradients)
    got = student.call("evaluate", model, loader, criterion)
    expect_loss(
        plain(got), measured(task, props), {"measured_in_train_mode": measured(task, props, train=True).loss}
    )
    expect_tidy(student)
    left = same(student.prop("forward_as_is", model, task.train.images), in_train_mode(task, props))
    said = {"got": "model.training == True", "expected": "False", "what": "model.training"}
    require(not left, "model_changed", mistake="train_mode_left_on", **said)
    before, after = props.all_of(untouched), student.prop("all_of", model)
    changed = [name for name in before if not same(after.get(name), before[name], atol=0, rtol=0)]
    weights = [name for name, _ in untouched.named_parameters() if name in changed]
    what = ", ".join(changed[:3])
    said = {"got": f"{what}: != before", "expected": "== before", "what": what}
    require(
        not changed,
        "model_changed",
        mistake="optimizer_step_while_measuring" if weights else "state_changed_while_measuring",
        **said,
    )
    images = task.train.images
    ok = same(student.prop("learned", model, images), props.learned(untouched, images))
    said = {"got": "BatchNorm: != before", "expected": "== before", "what": "BatchNorm"}
    require(ok, "model_changed", **said)


def in_train_mode(task, props):
    """The logits in train mode."""
    return props.forward_as_is(task.net.here(props, train=True), task.train.images)


def check_evaluate__device(student, draw, props):
    """Model, images and labels are brought to the device. A name such as `cpu:1` stands for a GPU."""
    task, device = draw_placed(draw)
    model, loader, criterion, _ = task.there(student)
    got = student.call("evaluate", model, loader, criterion, device)
    expect_loss(plain(got), measured(task, props), {})
    expect_device(student, model, device)
