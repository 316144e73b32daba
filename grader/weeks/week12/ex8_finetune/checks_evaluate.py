"""Checks of ex8_finetune: evaluate. The examiner measures the same network, and compares the values."""

from __future__ import annotations

from torch.nn.functional import cross_entropy

from grader.checking.kit import expect_kind, expect_tidy, require, same
from grader.weeks.week12.ex8_finetune.figures import (
    TENSOR,
    draw_many,
    expect_accuracy,
    expect_device,
    expect_large,
    expect_loss,
    plain,
    telling,
)
from grader.weeks.week12.ex8_finetune.problems import draw_placed, draw_sizes, draw_task
from grader.weeks.week12.ex8_finetune.training import apart, distinct, measured

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
