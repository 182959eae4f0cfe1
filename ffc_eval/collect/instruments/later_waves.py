"""A further wave put into an instrument's text; a person's comments and order stay."""

from __future__ import annotations

import re

import yaml

from ffc_eval.model.instrument import Wave

_KEY = re.compile(r"^[^\s#-]")


def with_wave(text: str, wave: Wave) -> str:
    """Return the text of an instrument with one more wave at the end of its waves.

    Parameters
    ----------
    text
        As it stands in ``instrument.yaml``.
    wave
        Must not stand there yet.
    """
    lines = text.splitlines()
    start = next((i for i, line in enumerate(lines) if re.match(r"^waves:\s*(#.*)?$", line)), None)
    if start is None:
        place = next(i for i, line in enumerate(lines) if line.startswith("questions:"))
        return "\n".join([*lines[:place], "waves:", *_entry(wave), "", *lines[place:]]) + "\n"
    later = [i for i in range(start + 1, len(lines)) if _KEY.match(lines[i])]
    end = later[0] if later else len(lines)
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], *_entry(wave), *lines[end:]]) + "\n"


def _entry(wave: Wave) -> list[str]:
    details = {
        "id": wave.id,
        "label": wave.label,
        "start": wave.start.isoformat() if wave.start else "",
        "end": wave.end.isoformat() if wave.end else "",
        "asked": str(wave.asked) if wave.asked is not None else "",
        "frame": str(wave.frame) if wave.frame is not None else "",
        "mode": wave.mode,
    }
    kept = {name: text for name, text in details.items() if text}
    return yaml.safe_dump([kept], sort_keys=False, allow_unicode=True).splitlines()
