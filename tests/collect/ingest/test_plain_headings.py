"""Plain English is made plain at a glance, and as everything else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.collect.ingest.headings import compared, plain

INVISIBLE = "\u200b"
"""Stands for nothing, but a text that holds it is looked at letter by letter."""

TEXTS = st.lists(st.sampled_from([*map(chr, range(32, 127)), "  ", "_x000D_", "<b>"])).map("".join)


@given(TEXTS.filter(lambda text: "&" not in text))
def test_a_text_reads_the_same_at_a_glance_and_letter_by_letter(text: str) -> None:
    assert plain(text) == plain(text + INVISIBLE)
    assert compared(text) == compared(text + INVISIBLE)
