"""Who said no to taking part: seen where a question asks for consent in so many words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.export import Block
from ffc_eval.collect.ingest.headings import compared

if TYPE_CHECKING:
    import pandas as pd

_ASKED = re.compile(r"\bconsent\b|\bagree to (?:take part|participate)\b|\bhappy to take part\b")
_OTHER_CONSENT = re.compile(r"quot|publish|contact|e-?mail|photo|video|record|interview|\bshare")
_REFUSED = re.compile(
    r"no|no\b[ ,.].*|i do not (?:consent|agree)\b.*|i don'?t (?:consent|agree)\b.*|do not consent"
)


def asks_consent(block: Block) -> bool:
    """Say whether a question asks for consent to take part, and not to be quoted or contacted."""
    text = compared(block.question.text)
    return (
        block.question.type == "single"
        and _ASKED.search(text) is not None
        and _OTHER_CONSENT.search(text) is None
    )


def without_consent(blocks: Sequence[Block], cells: pd.DataFrame) -> pd.Series:
    """Return which rows refuse consent in words; a blank is no refusal."""
    import pandas as pd

    refused = pd.Series(data=False, index=cells.index)
    for block in blocks:
        if not asks_consent(block):
            continue
        column = cells[block.columns[0]].str.strip()
        labels = {option.code: option.label for option in block.question.options}
        said_no = [
            text
            for text in distinct(column)
            if _REFUSED.fullmatch(compared(labels.get(text, text)))
        ]
        refused |= column.isin(said_no)
    return refused
