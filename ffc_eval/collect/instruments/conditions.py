"""Who is asked a question, checked: each condition names an earlier question and its options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ffc_eval.collect.instruments.faults import SourceFile
from ffc_eval.collect.instruments.marked import Path
from ffc_eval.errors import Problem, nearest
from ffc_eval.model.instrument import Condition, Question


def broken_conditions(file: SourceFile, questions: Sequence[Question]) -> Iterator[Problem]:
    """Yield a problem for every condition that no answer could ever meet.

    Parameters
    ----------
    file
        The instrument's text.
    questions
        Its questions, in order.
    """
    for place, question in enumerate(questions):
        earlier = {known.id: known for known in questions[:place]}
        for number, conditions in enumerate(question.asked_if):
            for one in conditions:
                path = ("questions", place, "asked_if", number, one.question)
                yield from _broken(file, path, one, earlier)


def _broken(
    file: SourceFile, path: Path, condition: Condition, earlier: dict[str, Question]
) -> Iterator[Problem]:
    gate = earlier.get(condition.question)
    if gate is None or not gate.closed or gate.type == "ranking":
        closed = [one.id for one in earlier.values() if one.closed and one.type != "ranking"]
        yield file.problem(
            path,
            "asked-if",
            "Only an earlier question with options can decide who is asked.",
            found=condition.question[:60],
            do=nearest(condition.question, closed) if closed else "Take the line out.",
        )
        return
    codes = [option.code for option in gate.options]
    for code in condition.codes:
        if code not in codes:
            yield file.problem(
                path,
                "asked-if",
                f'The question "{gate.id}" has no option with this code.',
                found=code[:60],
                do=nearest(code, codes),
            )
