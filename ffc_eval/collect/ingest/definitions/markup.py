"""XML that cannot harm: no entities, nothing fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ffc_eval.errors import ExportError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HARMFUL = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]*\[|<!ATTLIST|<!ELEMENT", re.IGNORECASE)
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
        It declares entities, which could unpack to any size or read other files, or is no XML.
    """
    from xml.etree import ElementTree

    if _HARMFUL.search(text):
        raise ExportError(
            "xml-entities",
            "The file declares XML entities, which no survey platform writes.",
            where=what,
            do="Find out where the file came from before you open it.",
        )
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", _DOCTYPE.sub("", text, count=1), count=1)
    try:
        return ElementTree.fromstring(body)  # noqa: S314 - entities are refused first
    except ElementTree.ParseError as error:
        raise ExportError(
            "definition-unreadable",
            "The file is not well-formed XML.",
            where=f"{what}, line {error.position[0]}",
            do="Export it again from the platform.",
        ) from None
