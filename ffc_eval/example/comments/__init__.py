"""Comments of the example, written one by one; each is used once."""

from __future__ import annotations

from importlib.resources import files


def written_comments(name: str) -> list[str]:
    """Return the comments of one file, one a line; "¶" stands for a line break.

    Parameters
    ----------
    name
        Survey (and wave) and question, "fgc.FGC-15".
    """
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return [line.replace("¶", "\n") for line in text.splitlines()]
