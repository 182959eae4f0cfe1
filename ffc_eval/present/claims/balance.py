"""Balance of quotations: at most four, and not only praise."""

from __future__ import annotations

from collections.abc import Sequence

from ffc_eval.errors import Problem

MOST_QUOTES = 4
_NOT_GOOD = ("−", "-", "±")


def balance(valences: Sequence[str]) -> tuple[Problem, ...]:
    """Return what is out of balance in a choice of quotations.

    Parameters
    ----------
    valences
        Of each quotation: "+", "−", "±" (mixed), "0" or "→" (a suggestion).

    Examples
    --------
    >>> [problem.slug for problem in balance(["+", "+"])], balance(["+", "±"])
    (['one-sided-quotes'], ())
    """
    problems = []
    if valences and not any(valence in _NOT_GOOD for valence in valences):
        problems.append(
            Problem(
                "one-sided-quotes",
                "None of the quotations is negative or mixed.",
                found=f"{len(valences)} quotation{'' if len(valences) == 1 else 's'}",
                do="Add one that is negative or mixed, or say how many were considered and that "
                "none was.",
            )
        )
    if len(valences) > MOST_QUOTES:
        problems.append(
            Problem(
                "too-many-quotes",
                f"A section holds at most {MOST_QUOTES} quotations.",
                found=f"{len(valences)} quotations",
                do="Draw again: at random within theme and valence.",
            )
        )
    return tuple(problems)
