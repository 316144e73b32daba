"""The marks of a class as learning platforms import them: Canvas, Moodle, Gradescope.

A submission on which the grader itself failed is in none of them: nobody gets 0 points for that. Names and messages are
strangers' words: no cell is a formula, and where a platform shows HTML they are escaped.
"""

from __future__ import annotations

import html
import json
from typing import Any

from grader.bulk.class_results import ClassResults
from grader.bulk.gradebook import table
from grader.core.messages import say
from grader.core.model import CheckSpec, Lang, Status, Week
from grader.core.text import plain
from grader.results.report import CheckReport, Report

TOLD = 20
"""The most findings that the feedback in Moodle lists; each function has one at most."""


def canvas(results: ClassResults) -> str:
    """A gradebook for Canvas's import; the column is named like the week.

    The importer knows a student by ID, else by SIS User ID. A submission from Canvas has the ID in its name. One from no
    LMS gets its own id as the SIS User ID. Submissions from Moodle are left out. Format: the header and the row of points
    as in `lib/gradebook_importer.rb` of instructure/canvas-lms.
    """
    most = sum(spec.points for spec in results.week.checks)
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", results.week.name],
        ["    Points Possible", "", "", "", "", f"{most:g}"],
    ]
    for row in results.marked:
        report, owner = row.report, row.owner
        score = f"{report.score:g}"
        if owner is None:
            rows.append([report.submission, "", report.submission, "", "", score])
        elif owner.system == "canvas":
            rows.append([owner.who, owner.number, "", "", "", score])
    return table(rows)


def moodle(results: ClassResults) -> str:
    """A grading worksheet for Moodle. It holds only submissions downloaded from Moodle: the others name no participant.

    The importer asks for Identifier, Grade and Last modified (grade), in the language of its user
    (`mod/assign/feedback/offline/importgradeslib.php` of moodle/moodle); the English names are used here. Moodle reads
    feedback comments as HTML.
    """
    header = [
        "Identifier",
        "Full name",
        "Grade",
        "Maximum Grade",
        "Last modified (grade)",
        "Feedback comments",
    ]
    rows = [header]
    for row in results.marked:
        report, owner = row.report, row.owner
        if owner is not None and owner.system == "moodle":
            told = "<br>".join(
                html.escape(plain(line)) for line in _feedback(report, results.week, results.lang)
            )
            score, most = f"{report.score:g}", f"{report.max_score:g}"
            rows.append([f"Participant {owner.number}", owner.who, score, most, "", told])
    return table(rows)


def gradescope(report: Report, week: Week, lang: Lang) -> str:
    """The `results.json` of one submission.

    Format: https://gradescope-autograders.readthedocs.io/en/latest/specs/ . All text is marked as plain text, and students
    see it when the instructor publishes the grades.
    """
    found = report.by_id
    data = {
        "score": report.score,
        "execution_time": report.seconds,
        "output": plain("\n".join(report.notes)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "after_published",
        "stdout_visibility": "hidden",
        "tests": [_test(spec, found[spec.id], lang) for spec in week.checks if spec.id in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _test(spec: CheckSpec, check: CheckReport, lang: Lang) -> dict[str, Any]:
    passed = check.status is Status.PASSED
    facts = {"call": check.call, "got": check.got, "expected": check.expected}
    told = [f"{say(f'label.{label}', lang)}: {text}" for label, text in facts.items() if text]
    return {
        "name": f"{spec.id}: {spec.title[lang]}",
        "score": check.points,
        "max_score": check.max_points,
        "status": "passed" if passed else "failed",
        "output": "" if passed else plain("\n".join([check.message[lang], *told])),
        "visibility": "after_published",
    }


def _feedback(report: Report, week: Week, lang: Lang) -> list[str]:
    """The points of each exercise, what was noticed about the files, and the first finding of each function."""
    if not report.graded:
        return list(report.notes)
    lines = []
    for exercise in week.exercises:
        checks = report.by_exercise.get(exercise.name, ())
        points, most = sum(check.points for check in checks), sum(check.max_points for check in checks)
        lines.append(f"{exercise.name}: {points:g}/{most:g}")
    first: dict[str, str] = {}
    for check in report.checks:
        if check.status not in (Status.PASSED, Status.NOT_STARTED):
            where = f"{check.exercise}.{check.function}"
            first.setdefault(where, f"{where}: {check.message[lang]}")
    return [*lines, *report.notes, *list(first.values())[:TOLD]]
