"""XML that cannot harm: no entities, nothing fetched."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from ffc_eval.errors import ExportError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HARMFUL = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]*\[|<!ATTLIST|<!ELEMENT", re.IGNORECASE)
_MOST_LETTERS, _MOST_TAGS, _DEEPEST = 16 << 20, 2_000_000, 200
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>", re.IGNORECASE)


def parse(text: str, what: str) -> Element:
    """Return the root of an XML text.

    Parameters
    ----------
    what
        Which file it is, for a message.

    Raises
    ------
    ExportError
        It declares entities, which could unpack to any size or read other files, is larger or
        deeper than any questionnaire, or is no XML.
    """
    from xml.etree import ElementTree

    if _HARMFUL.search(text):
        raise ExportError(
            "xml-entities",
            "The file declares XML entities, which no survey platform writes.",
            where=what,
            do="Find out where the file came from before you open it.",
        )
    _refuse_large(text, what)
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", _DOCTYPE.sub("", text, count=1), count=1)
    _refuse_deep(body, what)
    try:
        return ElementTree.fromstring(body)  # noqa: S314 - entities are refused first
    except ElementTree.ParseError as error:
        raise ExportError(
            "definition-unreadable",
            "The file is not well-formed XML.",
            where=f"{what}, line {error.position[0]}",
            do="Export it again from the platform.",
        ) from None


def _refuse_large(text: str, what: str) -> None:
    if len(text) > _MOST_LETTERS or text.count("<") > _MOST_TAGS:
        raise ExportError(
            "definition-too-large",
            "The file is larger than a questionnaire can be.",
            where=what,
            found=f"{len(text) / 2**20:.0f} MB",
            do="Give the questionnaire alone, without pictures and answers.",
        )


def _refuse_deep(text: str, what: str) -> None:
    """Refuse XML nested without end, before a tree is made of it; broken XML is refused later."""
    from xml.parsers import expat

    parser = expat.ParserCreate()
    depth = 0

    def opened(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ExportError(
                "definition-unreadable",
                "The file is nested deeper than any questionnaire.",
                where=f"{what}, line {parser.CurrentLineNumber}",
                do="Find out where the file came from before you open it.",
            )

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(text)
