"""What checks of ex2_classify share: drawn logits and labels, and what is best of them."""

from __future__ import annotations

import torch


def ranked_logits(draw, rows, classes):
    """Logits [rows, classes]: in each row at least 0.2 apart, some below 0, no class far ahead, class 0 never the best."""

    def ranks():
        return torch.tensor([draw.permutation(classes) for _ in range(rows)], dtype=torch.float32)

    rank = draw.until(ranks, lambda rank: bool((rank[:, 0] < classes - 1).all()))
    return 0.4 * (rank - classes / 4) + draw.uniform(rows, classes, low=0.0, high=0.2)


def international(draw, count):
    """`count` different names, with letters that ASCII lacks."""
    signs = ["é", "ß", "ñ", "ø", "고양이", "두루미", "ž"]
    return [f"{name} {draw.choice(signs)}" for name in draw.names(count)]


def best_names(logits, labels, dim=1):
    """The names of the highest logits along `dim`."""
    return [labels[i] for i in logits.argmax(dim).tolist()]


def ranked(scores, labels, k, *, largest=True, order=None):
    """The k best (or worst) classes of each row by `order` (their scores, if not given), with their scores."""
    indices = (scores if order is None else order).topk(k, dim=1, largest=largest).indices
    return [
        [(labels[i], float(row[i])) for i in best] for row, best in zip(scores, indices.tolist(), strict=True)
    ]


def by_name(scores, labels, k, of_row=list):
    """What comes out when a dict holds the score of each name: of two classes with one name the later one counts."""
    rows = [dict(zip(labels, row, strict=True)) for row in scores.tolist()]
    return [of_row(sorted(row.items(), key=lambda item: -item[1])[:k]) for row in rows]
