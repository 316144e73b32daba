"""Checks of ex8_finetune: train_one_epoch. The examiner trains the same network, and compares the values."""

from __future__ import annotations

from dataclasses import replace

from torch.nn.functional import cross_entropy

from grader.checking.kit import expect_kind, expect_tidy, same
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
from grader.weeks.week12.ex8_finetune.training import (
    Pass,
    apart,
    distinct,
    expect_weights,
    measured,
    run,
    trained,
)

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


def check_train_one_epoch__device(student, draw, props):
    """Model, images and labels are brought to the device. A name such as `cpu:1` stands for a GPU."""
    task, device = draw_placed(draw)
    model, *rest = task.there(student)
    got = student.call("train_one_epoch", model, *rest, device)
    expect_loss(plain(got), trained(task, props), {})
    expect_device(student, model, device)
