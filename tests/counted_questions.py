"""What `survey inspect` counts, as tests of the readers compare it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal


def counted(said: Mapping[str, Any], name: Literal["id", "text"] = "text") -> dict[str, Any]:
    """Return type, people who answered and how often each option was chosen, by question.

    Parameters
    ----------
    said
        As ``inspect`` returns it.
    name
        What to call the questions by.
    """
    return {
        question[name]: (
            question["type"],
            question["n_answered"],
            {option["label"]: option["n_selected"] for option in question["options"]},
        )
        for question in said["questions"]
    }
