"""Checks of ex2_classify: load_labels, predict_labels."""

from __future__ import annotations

import json

from grader.checking.kit import expect, expect_tidy, expect_unchanged, one_of, require
from grader.weeks.week12.ex2_classify.logits import best_names, by_name, international, ranked_logits
from grader.weeks.week12.ex2_classify.photos import imagenet_names, photo_logits

# ---- load_labels --------------------------------------------------------------------------------------------------


def _pairs(draw, names):
    """[WordNet id, name] for each class; the ids are in no order."""
    ids = draw.distinct(len(names), 1_000_000, 9_999_999)
    return [[f"n{id:08d}", name] for id, name in zip(ids, names, strict=True)]


def _file(student, pairs, order):
    """A label file whose lines come in this order."""
    text = json.dumps({str(i): pairs[i] for i in order}, ensure_ascii=False)
    return student.file(text.encode(), ".json")


def check_load_labels__names(student, draw):
    """The names come back in the order of the class numbers.

    There are at most ten classes, in their own order: nothing is to be sorted.
    """
    names = draw.names(draw.integer(6, 10))
    pairs = _pairs(draw, names)
    got = student.call("load_labels", _file(student, pairs, range(len(names))))
    known = {
        "wnid_for_name": [id for id, _ in pairs],
        "whole_pairs_kept": pairs,
        "classes_counted_from_1": names[1:],
        "dict_for_list": dict(enumerate(names)),
    }
    expect(got, names, known=known)


def check_load_labels__any_order(student, draw):
    """Class numbers are sorted as numbers, whatever their order in the file; as text, 10 comes before 2.

    The second file has more classes than ImageNet.
    """
    for names in (draw.names(draw.integer(13, 30)), [f"{i:x}" for i in range(draw.integer(1001, 1100))]):
        pairs = _pairs(draw, names)
        order = draw.permutation(len(names))
        got = student.call("load_labels", _file(student, pairs, order))
        known = {
            "wnid_for_name": [id for id, _ in pairs],
            "keys_sorted_as_text": [names[i] for i in sorted(order, key=str)],
            "file_order_kept": [names[i] for i in order],
        }
        expect(got, names, known=known)


def check_load_labels__names_as_they_are(student, draw):
    """Capitals, signs, other alphabets and a name that two classes share stay as they are in the file."""
    first, second, third = draw.names(3)
    names = [
        first.title(),
        f"{second}_{third}",
        f"{third}, {second}",
        f"{third}'s {first}",
        f" {second}",
        first.title(),
        third.upper(),
        *international(draw, 2),
    ]
    names = [names[i] for i in draw.permutation(len(names))]
    got = student.call("load_labels", _file(student, _pairs(draw, names), range(len(names))))
    known = {
        "label_file_encoding": one_of(
            *(
                [name.encode().decode(code, "replace") for name in names]
                for code in ("latin-1", "cp1252", "cp949")
            )
        )
    }
    expect(got, names, known=known)


def check_load_labels__imagenet(student, datasets):
    """ImageNet's own list is read: 1000 names."""
    data = (datasets / "imagenet_class_index.json").read_bytes()
    path = student.file(data, ".json")
    expect(student.call("load_labels", path), imagenet_names(datasets))
    kept = student.prop("file_bytes", path) == data
    require(kept, "argument_changed", got="", expected="the file as it was", mistake="file_written")


# ---- predict_labels -----------------------------------------------------------------------------------------------


def _known(logits, labels):
    """Mistakes that show in any batch."""
    numbers, values = logits.argmax(1), logits.max(1).values
    return {
        "argmax_dim_0": best_names(logits, labels, 0),
        "class_numbers_for_names": one_of(numbers.tolist(), numbers),
        "values_for_indices": one_of(values.tolist(), values),
    }


def _known_in_several(logits, labels):
    """Those of several images too: a single name may come out for many a reason."""

    def by_values(got):
        names = [labels[int(v)] for v in logits.max(1).values]
        return len(set(names)) > 1 and got == names

    known = _known(logits, labels)
    values = known.pop("values_for_indices")
    return {
        **known,
        "values_for_indices": lambda got: by_values(got) or values(got),
        "lowest_class": best_names(-logits, labels),
    }


def check_predict_labels__one_image(student, draw):
    """One image gets a list with one name, that of its best class."""
    labels = international(draw, draw.integer(5, 9))
    logits = ranked_logits(draw, 1, len(labels))
    known = {**_known(logits, labels), "string_for_list": best_names(logits, labels)[0]}
    expect(student.call("predict_labels", logits, labels), best_names(logits, labels), known=known)


def check_predict_labels__several_images(student, draw):
    """Each of several images gets the name of its own best class."""
    labels = draw.names(draw.integer(7, 10))
    rows = draw.integer(4, 5)

    def drawn():
        logits = ranked_logits(draw, rows, len(labels))
        # the largest of all is in the first row: without a dim its flat index is a class, too
        logits[0] += 1.0
        return logits

    def telling(logits):
        """One name twice, not in alphabetical order, not what a softmax over the batch gives; first and last differ."""
        best = best_names(logits, labels)
        return (
            len(set(best)) < rows
            and best != sorted(best)
            and best[0] != best[-1]
            and best != best_names(logits.softmax(0), labels)
        )

    logits = draw.until(drawn, telling)
    known = {
        **_known_in_several(logits, labels),
        "argmax_without_dim": [labels[int(logits.argmax())]],
        "string_for_list": labels[int(logits.argmax())],
    }
    expect(student.call("predict_labels", logits, labels), best_names(logits, labels), known=known)


def check_predict_labels__as_many_images_as_classes(student, draw):
    """The best class of a row counts also where a column is as long as a row, and where two classes share a name."""
    labels = draw.names(draw.integer(4, 6))
    labels[-1] = labels[draw.integer(1, len(labels) - 2)]

    def merged(logits):
        return by_name(logits, labels, 1, lambda row: row[0][0])

    def telling(logits):
        over_batch = best_names(logits.softmax(0), labels)
        return best_names(logits, labels) not in (best_names(logits, labels, 0), merged(logits)) and (
            over_batch != merged(logits)
        )

    square = draw.until(lambda: ranked_logits(draw, len(labels), len(labels)), telling)
    known = {**_known_in_several(square, labels), "same_names_merged": merged(square)}
    expect(student.call("predict_labels", square, labels), best_names(square, labels), known=known)


def check_predict_labels__all_negative(student, draw):
    """The highest logit wins when all are below 0 or very large, and the logits stay as they are."""
    labels = draw.names(draw.integer(5, 9))
    for offset in (-8.0, -800.0, 800.0):
        logits = ranked_logits(draw, draw.integer(2, 3), len(labels)) + offset
        expect(student.call("predict_labels", logits, labels), best_names(logits, labels))
        expect_unchanged(student)
    expect_tidy(student)


def check_predict_labels__imagenet(student, draw, props, datasets):
    """Photos get the names that a real network sees in them, of ImageNet's 1000."""
    labels = imagenet_names(datasets)
    logits = photo_logits(draw, datasets, props, 2)
    known = {
        "argmax_dim_0": best_names(logits, labels, 0),
        "class_numbers_for_names": logits.argmax(1).tolist(),
    }
    expect(student.call("predict_labels", logits, labels), best_names(logits, labels), known=known)
