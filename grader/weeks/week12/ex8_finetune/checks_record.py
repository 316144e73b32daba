"""Checks of ex8_finetune: the record of train_model."""

from __future__ import annotations

from dataclasses import replace

import torch

from grader.checking.kit import Twin, expect, expect_kind, expect_tidy, require, same
from grader.weeks.week12.ex8_finetune.checks_model import model_of
from grader.weeks.week12.ex8_finetune.problems import (
    Training,
    draw_placed,
    draw_rates,
    draw_rise,
    draw_training,
)
from grader.weeks.week12.ex8_finetune.training import fit

# ---- train_model: the record ----------------------------------------------------------------------------------------


def expect_record(got, rows, keys, known=None):
    """These keys are right in the row of every epoch. Where in the result the record is does not matter."""
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


def check_train_model__no_gradient(student, draw, props):
    """Validation records no gradient: the logits of this network double when they carry one, and the loss tells."""
    training = draw_rise(draw, props, 2, tell=True)
    wrong = [{"val_loss": row["val_loss"]} for row in fit(training, props, grad=True).rows]
    got = student.call("train_model", *training.there(student))
    expect_record(got, fit(training, props).rows, ("val_loss",), {"measured_with_grad": wrong})


def check_train_model__record(student, draw, props):
    """Each epoch, from 0, has a row with both accuracies. Validation is worse for long: nobody should stop early."""
    strength = draw.number(2.5, 3.0)
    # the first epoch is perfect, and not for a long time anything is better than the one before
    val = [
        (n, strength) for n in (4, 12, *sorted(draw.distinct(6, 2, 9), reverse=True), draw.integer(10, 11))
    ]
    training = draw_training(draw, props, [(n, strength) for n in (*draw.distinct(7, 2, 8), 4)], val)
    got = student.call("train_model", *training.there(student))
    known = {
        "epochs_counted_from_1": lambda got: (
            [row["epoch"] for row in got] == list(range(1, training.epochs + 1))
        ),
        "same_dict_appended": lambda got: got[0] == got[-1],
    }
    expect_record(got, fit(training, props).rows, ("epoch", "train_acc", "val_acc"), known)
    expect_tidy(student, seed=False)


def check_train_model__losses(student, draw, props):
    """Both losses of every epoch are means over all images."""
    keys = ("train_loss", "val_loss")
    training = draw_rise(draw, props, 2)
    fitted = fit(training, props)
    got = student.call("train_model", *training.there(student))
    wrong = [[part.wrong_losses() for part in passes] for passes in fitted.passes]
    known = {
        m: [dict(zip(keys, (losses[m] for losses in pair), strict=True)) for pair in wrong]
        for m in ("batch_means_over_images", "mean_of_batch_means", "fixed_batch_size")
    }
    known["train_val_loss_swapped"] = [
        {"train_loss": row["val_loss"], "val_loss": row["train_loss"]} for row in fitted.rows
    ]
    expect_record(got, fitted.rows, keys, known)


def check_train_model__learning_rate(student, draw, props):
    """The record says with which learning rate (of the first group) each epoch was trained; it also steps after the last."""
    training = draw_rise(draw, props, 3, n=(8, 9), sizes=(3, 5), lr=1.0)
    rates = draw_rates(draw, training)
    training = replace(training, scheduler=Twin("scheduler", rates=rates))
    model, loaders, criterion, optimizer, *rest = training.there(student)
    got = student.call("train_model", model, loaders, criterion, optimizer, *rest)
    head, rest = training.task.lrs

    def at(step, first=0):
        """A record with the rate after so many steps of the scheduler an epoch."""
        return [{"lr": rates[first + step * epoch]} for epoch in range(training.epochs)]

    def early(record):
        """Whether the training, too, used the rate of the next epoch, as the weights tell."""
        weights = student.prop("state", model_of(got, model))
        return same(record, at(1, 1)) and same(weights, fit(training, props, "before").states[-1])

    known = {
        "scheduler_step_before_training": early,
        "rate_read_after_step": at(1, 1),
        "scheduler_step_twice": at(2),
        "scheduler_step_per_batch": at(len(training.task.train.batches())),
        "learning_rate_never_changed": at(0),
        "rate_of_other_group": [{"lr": row["lr"] * rest / head} for row in at(1)],
    }
    expect_record(got, fit(training, props).rows, ("lr",), known)
    known = {"last_step_missing": rates[training.epochs - 1 : training.epochs]}
    expect(student.prop("rates_of", optimizer)[:1], [rates[training.epochs]], known=known)


def check_train_model__device(student, draw, props):
    """Model, images and labels are brought to the device in both phases. `cpu:1` and the like stand for a GPU."""
    task, device = draw_placed(draw)
    training = Training(task, task.train, Twin("scheduler", rates=[0.1] * 3), epochs=2)
    model, *rest = training.there(student)
    got = student.call("train_model", model, *rest, device)
    expect_record(got, fit(training, props).rows, ("train_loss", "val_loss"))
    places = student.prop("places", model)
    require(places == [device], "not_on_device", got=", ".join(places), expected=device)
