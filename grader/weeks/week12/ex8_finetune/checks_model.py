"""Checks of ex8_finetune: the model that train_model returns."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from grader.checking.kit import Twin, expect, expect_kind, expect_object, require, same
from grader.sandbox.wire import Ref
from grader.weeks.week12.ex8_finetune.problems import (
    draw_rates,
    draw_rise,
    draw_training,
)
from grader.weeks.week12.ex8_finetune.training import (
    expect_weights,
    fit,
)

# ---- train_model: the model that comes back -------------------------------------------------------------------------


def train_there(student, training):
    """Call the student's `train_model`; return what came back, and the model that was given."""
    model, *rest = training.there(student)
    return student.call("train_model", model, *rest), model


def model_of(got, model):
    """The model that came back, or else the one that was given, for checks that take either."""
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
    """The parameters in a state: no running statistics, no count of steps."""
    return {n: v for n, v in state.items() if n.endswith(("weight", "bias"))}


def expect_best(student, props, training, *, lead=False, named=True):
    """Train on the student's side: the model that comes back has the parameters of the best epoch.

    lead: that epoch is the best by very little. named: whether the weights tell the mistake.
    Returns all weights and buffers that came back, and the examiner's own training.
    """
    fitted = fit(training, props)
    accuracies = [row["val_acc"] for row in fitted.rows]
    got, model = train_there(student, training)
    loads, kept = student.prop("counts", model)
    weights = returned_weights(student, got, model)
    rises = sum(a > max(accuracies[:e], default=-1) for e, a in enumerate(accuracies))

    def after(*epochs):
        """A test for `known`: these are the parameters after one of these epochs, and not of the best one."""
        wrong = [fitted.states[1 + e] for e in epochs if e != fitted.best]
        return lambda got: any(same(got, parameters(state)) for state in wrong)

    def best_by(key, sign):
        values = [sign * row[key] for row in fitted.rows]
        return values.index(max(values))

    training_figures = best_by("train_acc", 1), best_by("train_loss", -1)
    last = after(training.epochs - 1)
    # a copy that is right is made before the training, perhaps, and whenever the accuracy rises
    often = kept > rises + 1
    known = {
        "later_tie_wins": after(*(e for e, a in enumerate(accuracies) if a == accuracies[fitted.best])),
        "best_never_updated": lambda got: last(got) and loads > 0 and often,
        "best_not_copied": lambda got: last(got) and loads > 0 and not often,
        "best_not_loaded": lambda got: last(got) and loads == 0 and kept > 0,
        "last_epoch_returned": last,
        "best_by_validation_loss": after(best_by("val_loss", -1)),
        "best_by_other_figure": after(*training_figures),
        "lowest_accuracy_kept": after(best_by("val_acc", -1)),
        "compared_with_previous_epoch": after(
            max(e for e in range(training.epochs) if e == 0 or accuracies[e] > accuracies[e - 1])
        ),
        "untrained_weights_returned": after(-1),
        "saved_one_epoch_early": after(fitted.best - 1),
    }
    if len(set(accuracies)) == 1:
        # several mistakes then have the same effect
        known = {
            "last_epoch_kept_on_ties": last,
            "untrained_weights_returned": known["untrained_weights_returned"],
        }
    if lead:
        known = {"small_improvement_ignored": after(0)}
    known = known if named else {}
    expect(parameters(weights), parameters(fitted.weights), known=known)
    return weights, fitted


def draw_peak(draw, props):
    """Eight epochs: validation is best in the fourth, then goes down, up and down again.

    An earlier epoch has the lowest validation loss, later ones the lowest accuracy and the best training. No epoch is two
    of these, nor the first or last one, so that the weights tell how an epoch was chosen.
    """
    strength = draw.number(2.3, 2.8)
    val = [(draw.integer(3, 6), strength) for _ in range(9)]
    val[1:] = [
        (9, 7.0),
        (8, strength),
        val[3],
        (10, 8.0),
        (2, strength),
        (6, strength),
        (5, strength),
        (4, strength),
    ]
    train = [(draw.integer(2, 5), 4.0) for _ in val[1:]]
    train[6] = (8, 4.0)
    return draw_training(draw, props, train, val)


def check_train_model__best_epoch(student, draw, props):
    """The weights are those of the highest validation accuracy, not of another figure.

    A lead of one image in thousands counts. Training may also be for one epoch only.
    """
    expect_best(student, props, draw_peak(draw, props))
    val = [(900, 3.0), (1200, 3.0), (1201, 3.0), (draw.integer(700, 1000), 3.0)]
    train = [(2, 3.0), (4, 3.0), (6, 3.0)]
    training = draw_training(draw, props, train, val, n=(9, 2400), sizes=(9, 600))
    expect_best(student, props, training, lead=True)
    val = [(n, 3.0) for n in draw.distinct(2, 2, 9)]
    expect_best(student, props, draw_training(draw, props, [(draw.integer(2, 8), 3.0)], val), named=False)


def check_train_model__first_on_a_tie(student, draw, props):
    """Of two or three epochs with the highest accuracy the first one wins, although a later one has a lower loss.

    The lowest loss of all is in another epoch.
    """
    strength = draw.number(2.3, 2.6)
    low = [(n, strength) for n in sorted(draw.distinct(4, 3, 6), reverse=True)]
    ties = [(9, 6.0), *[(9, 6.5)] * draw.integer(0, 1)]
    # after the ties it only goes down; the lowest accuracy and the best training are in other epochs, too
    val = [low[0], low[1], (9, 7.5), (2, strength), *ties, (7, strength), low[2], low[3]]
    train = [(draw.integer(1, 6), 4.0) for _ in val[1:]]
    train[-2] = (8, 4.0)
    expect_best(student, props, draw_training(draw, props, train, val))


def check_train_model__all_zero(student, draw, props):
    """If the validation accuracy is always 0, the weights are those after epoch 0, not those before the training."""
    strength = draw.number(3.0, 4.0)
    val = [
        (draw.integer(2, 6), strength),
        (0, strength),
        (0, 0.6 * strength),
        *[(0, strength)] * draw.integer(1, 2),
    ]
    train = [(draw.integer(3, 5), strength) for _ in val[1:]]
    # neither training nor loss is best in the last epoch
    train[1] = (8, strength)
    expect_best(student, props, draw_training(draw, props, train, val))


def check_train_model__buffers(student, draw, props):
    """The running statistics of batch normalisation, too, are those of the best epoch."""
    strength = draw.number(2.5, 3.0)
    val = [(n, strength) for n in (5, 4, 6, 10, draw.integer(2, 4))]
    training = draw_training(draw, props, [(n, strength) for n in (7, 3, 4, 6)], val, modes=True)
    weights, fitted = expect_best(student, props, training, named=False)
    expect(
        weights, fitted.weights, known={"buffers_not_kept": fitted.states[-1] | parameters(fitted.weights)}
    )


def expect_last(student, props, training, known):
    """The weights, with all buffers, are those after the last epoch. known: mistake to how it trains."""
    fitted = fit(training, props)
    got, model = train_there(student, training)
    weights = student.prop("state", model_of(got, model))
    known = {m: lambda got, make=make: same(got, make().states[-1]) for m, make in known.items()}
    expect_weights(weights, fitted.states[-1], fitted.states[0], known)


def check_train_model__scheduler(student, draw, props):
    """Every epoch has its own learning rate: first from a drawn plan, then from one of torch's schedulers."""
    for own in (True, False):
        training = draw_rise(draw, props, 3, n=(8, 9), sizes=(3, 5), lr=1.0)
        if own:
            scheduler = Twin("scheduler", rates=draw_rates(draw, training), strict=True)
        else:
            scheduler = Twin("torch_scheduler", kind="StepLR", step_size=2, gamma=draw.number(0.2, 0.4))
        training = replace(training, scheduler=scheduler)
        steps = {
            "scheduler_step_before_training": "before",
            "scheduler_step_per_batch": "batch",
            "scheduler_step_twice": "twice",
            "learning_rate_never_changed": "never",
        }
        known = {m: partial(fit, training, props, when) for m, when in steps.items()}
        expect_last(student, props, training, known)


def check_train_model__modes(student, draw, props):
    """Every epoch trains in train mode and validates in eval mode; the network's layers differ in the two."""
    training = draw_rise(draw, props, 3, modes=True)
    known = {
        "train_called_once": partial(fit, training, props, modes=(False, False)),
        "measured_in_train_mode": partial(fit, training, props, modes=(True, True)),
    }
    expect_last(student, props, training, known)
