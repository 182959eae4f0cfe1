"""Line numbers of the keys of a TOML file, which the standard reader does not keep."""

from __future__ import annotations

import re
import tomllib
from typing import Any

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)(.+?)(\]\]?)\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[^=\s]+)*)\s*=""")


def key_lines(text: str) -> dict[Path, int]:
    """Return the line (from 1) on which each table and key stands.

    Items of an array of tables are numbered from 0: ``("sources", 2, "wave")``.
    Keys inside an inline table or a multi-line value are left out; ``line_of`` answers with
    the nearest key around them.
    """
    lines: dict[Path, int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            keys = _keys(header[2])
            table = keys
            if header[1] == "[[":
                place = counts[keys] = counts.get(keys, -1) + 1
                table = (*keys, place)
            lines.setdefault(table, number)
        elif key:
            lines.setdefault((*table, *_keys(key[1])), number)
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """Return the line of the key, or of the nearest table around it; 1 where there is none."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _keys(dotted: str) -> tuple[str, ...]:
    try:
        nested: Any = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return (dotted,)
    keys: list[str] = []
    while isinstance(nested, dict):
        ((key, nested),) = nested.items()
        keys.append(key)
    return tuple(keys)
