"""A right function over a wrong one of the week: the wrong one is named first, and no other name is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.grading import ROOT, grade_folder, not_passed, show

from grader.sandbox.launcher import Launcher

TRAIN = """
def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    import copy
    best, record, weights = -1.0, [], None
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        a, b = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        scheduler.step()
        c, d = evaluate(model, loaders["val"], criterion, device)
        if d > best:
            best, weights = d, copy.deepcopy(model.state_dict())
        record.append(dict(epoch=epoch, train_loss=a, train_acc=b, val_loss=c, val_acc=d, lr=lr))
    model.load_state_dict(weights)
    return model, record
"""
EXTRACTOR = (
    "def feature_extractor(model, num_classes):\n    return replace_head(freeze(model), num_classes)\n"
)
PAIRS = {
    ("ex2_classify.predict_labels", "top_k"): (
        "def predict_labels(logits, labels):\n    return [row[0][0] for row in top_k(logits, labels, 1)]\n",
        "def top_k(logits, labels, k=5):\n    return [[(labels[0], 1.0)] * k for _ in logits]\n",
    ),
    ("ex4_inspect.rank_models", "count_parameters"): (
        "def rank_models(models):\n"
        "    size = lambda m: sum(p.numel() * p.element_size() for p in m.parameters()) / 2**20\n"
        "    return sorted(((n, count_parameters(m), size(m)) for n, m in models.items()), key=lambda r: r[1])\n",
        "def count_parameters(model, trainable_only=False):\n    return 7\n",
    ),
    ("ex6_detect.nms", "box_iou"): (
        "def nms(boxes, scores, iou_threshold=0.5):\n"
        "    kept = []\n"
        "    for i in sorted(range(len(scores)), key=lambda i: -float(scores[i])):\n"
        "        if all(box_iou(boxes[i], boxes[j]) <= iou_threshold for j in kept):\n"
        "            kept.append(i)\n"
        "    return kept\n",
        "def box_iou(a, b):\n    return 0.9\n",
    ),
    ("ex7_extract.feature_extractor", "freeze"): (EXTRACTOR, "def freeze(model):\n    return model\n"),
    ("ex7_extract.feature_extractor", "replace_head"): (
        EXTRACTOR,
        "def replace_head(model, num_classes):\n    return model\n",
    ),
    ("ex8_finetune.train_model", "train_one_epoch"): (
        TRAIN,
        "def train_one_epoch(model, loader, criterion, optimizer, device='cpu'):\n    return 0.5, 0.5\n",
    ),
    ("ex8_finetune.train_model", "evaluate"): (
        TRAIN,
        "def evaluate(model, loader, criterion, device='cpu'):\n    return 0.5, 0.5\n",
    ),
}
"""(function, the one that it calls): a right one that calls it, and a wrong one to call."""


@pytest.mark.parametrize("whole", [False, True], ids=["alone", "with all"])
@pytest.mark.parametrize("pair", PAIRS, ids=" over ".join)
def test_the_wrong_helper_is_named(
    pair: tuple[str, str], launcher: Launcher, tmp_path: Path, *, whole: bool
) -> None:
    (exercise, function), helper = pair[0].split("."), pair[1]
    caller, wrong = PAIRS[pair]
    text = (ROOT / f"solutions/week12/{exercise}.py").read_text(encoding="utf-8")
    file = tmp_path / f"{exercise}.py"
    file.write_text(f"{text}\n\n{caller}", encoding="utf-8")
    right = grade_folder(tmp_path, launcher, exercise=exercise, function=function)
    assert not not_passed(right), "\n".join(map(show, not_passed(right)))
    file.write_text(f"{text}\n\n{caller}\n\n{wrong}", encoding="utf-8")
    result = grade_folder(tmp_path, launcher, exercise=exercise, function="" if whole else function)
    failed = [c for c in not_passed(result) if c.spec.function == function]
    assert failed
    assert {(c.finding.helper, c.finding.mistake) for c in failed if c.finding} == {(helper, None)}, (
        "\n".join(map(show, failed))
    )
    others = {c.spec.function for c in not_passed(result)} - {function}
    assert others == ({helper} if whole else set())
    assert not any(c.finding and c.finding.helper for c in not_passed(result) if c.spec.function == helper)
