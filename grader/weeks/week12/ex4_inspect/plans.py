"""What the plan of a network is made of, and what a call leaves of a network, for the checks of ex4_inspect."""

from __future__ import annotations

from grader.checking.kit import require, same

# ---- what the plan of a network is made of: see props -----------------------------------------------------


def draw_names(draw, count):
    """Names for layers: without spaces, in no particular order, none of them the beginning of another."""
    return [f"{name.replace(' ', '_')}{i}" for i, name in enumerate(draw.names(count))]


def draw_sizes(draw, count):
    """Numbers of channels or features, no two of them equal."""
    return draw.distinct(count, 4, 13)


def numel(parameters):
    """How many numbers are in these parameters."""
    return sum(p.numel() for p in parameters)


def expect_as_before(student, model, before, *, mistakes=None):
    """The student's model is in the condition in which it was before the call, whose value was right.

    mistakes: which mistake it is when something with this ending has changed, `{".training": "mode_not_restored"}`.
    """
    after = student.prop("condition", model)
    changed = [
        n
        for n in {**before, **after}
        if n not in after or n not in before or not same(after[n], before[n], atol=0, rtol=0)
    ]
    what = ", ".join(changed[:3])
    named = [name for end, name in (mistakes or {}).items() if changed and changed[0].endswith(end)]
    mistake = named[0] if named else None
    require(
        not changed,
        "model_changed",
        got=f"{what}: != before",
        expected="== before",
        what=what,
        mistake=mistake,
    )
