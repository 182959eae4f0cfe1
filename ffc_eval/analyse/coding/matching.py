"""Comments matched with the phrases of a codebook, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.coding.stems import LITTLE, stems_of
from ffc_eval.model.codebook import CODING_COLUMNS, Code, Codebook, Codings
from ffc_eval.model.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

MOST_CODES = 4
"""Codes that one segment may carry."""

CODER = "machine"
_CO_O = re.compile(r"\bco-?o")
_CANCEL = "not "
_APART = ("and", "or", "but", "because", "so", "when")
"""Words that part two thoughts: no phrase reaches over them."""


@dataclass(frozen=True)
class _Span:
    """Tokens ``start`` to ``end`` of a document that speak for a code."""

    code: str
    start: int
    end: int


def match(texts: pd.DataFrame, codebook: Codebook) -> Codings:
    """Match comments with the phrases of a codebook.

    Parameters
    ----------
    texts
        One row a comment: ``response``, ``question`` and the redacted ``text``.
    codebook
        Its phrases are compared by word stems; one other word may stand between two words of a
        phrase. A ``not_phrases`` match takes back what it overlaps.

    Returns
    -------
    Codings
        One row a sentence and code, at most four codes a sentence (those with the longest
        phrases). Offsets are those of the sentence in ``text``. Nobody has reviewed them and
        nobody has judged the valence, which is left "".

    Notes
    -----
    A blank spaCy pipeline with its rule-based matcher: no trained model, nothing leaves the
    machine.
    """
    import pandas as pd

    language, matcher = _prepared(codebook.codes)
    documents = list(language.pipe(text.replace("’", "'") for text in texts["text"]))
    stems = stems_of(_words(documents))
    order = {code.id: place for place, code in enumerate(codebook.codes)}
    rows = [
        (response, question, start, end, code, "", CODER)
        for response, question, document in zip(
            texts["response"], texts["question"], documents, strict=True
        )
        for start, end, code in _segments(_stemmed(document, stems), matcher, order)
    ]
    frame = pd.DataFrame(rows, columns=list(CODING_COLUMNS))
    step = f"Comments matched by machine with codebook version {codebook.version}; unreviewed."
    return Codings(frame, codebook, reviewed=False, provenance=Provenance().then(step))


@lru_cache(maxsize=1)
def _prepared(codes: tuple[Code, ...]) -> tuple[Language, Matcher]:
    """Return the pipeline and the matcher of a codebook; made once for all surveys of a report."""
    language = _language()
    phrases = _phrases(language, codes)
    stems = stems_of(_words([phrase for _, phrase in phrases]))
    return language, _matcher(language, phrases, stems)


def _language() -> Language:
    import spacy

    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    return language


def _phrases(language: Language, codes: Sequence[Code]) -> list[tuple[str, Doc]]:
    return [
        (sign + code.id, language.make_doc(spelling))
        for code in codes
        for sign, phrases in (("", code.phrases), (_CANCEL, code.not_phrases))
        for phrase in phrases
        for spelling in _spellings(phrase.lower().replace("’", "'"))
    ]


def _spellings(phrase: str) -> list[str]:
    """Return the phrase with "co-ordinator" and with "coordinator", or alone."""
    return sorted({_CO_O.sub("coo", phrase), _CO_O.sub("co-o", phrase)})


def _words(documents: Sequence[Doc]) -> set[str]:
    return {token.norm_ for document in documents for token in document}


def _stemmed(document: Doc, stems: Mapping[str, str]) -> Doc:
    for token in document:
        token.norm_ = stems[token.norm_]
    return document


def _matcher(
    language: Language, phrases: Sequence[tuple[str, Doc]], stems: Mapping[str, str]
) -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(language.vocab)
    for name, phrase in phrases:
        matcher.add(name, [_pattern(phrase, stems)])
    return matcher


def _pattern(phrase: Doc, stems: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the stems of a phrase in order, with room for one more word between two.

    A phrase of little words only ("them and us") is taken word for word; one with a single word
    of weight has no room, or it would be found everywhere.
    """
    found = [stems[token.norm_] for token in phrase]
    weighty = len([stem for stem in found if stem not in LITTLE])
    if not weighty:
        return [{"LOWER": token.lower_} for token in phrase]
    if weighty == 1:
        return [{"NORM": stem} for stem in found]
    gap: dict[str, Any] = {"IS_ALPHA": True, "NORM": {"NOT_IN": list(_APART)}, "OP": "?"}
    return [part for stem in found for part in ({"NORM": stem}, gap)][:-1]


def _segments(
    document: Doc, matcher: Matcher, order: Mapping[str, int]
) -> Iterator[tuple[int, int, str]]:
    """Give start, end and code of every sentence that speaks for one."""
    spans = _spans(document, matcher)
    for sentence in document.sents if spans else ():
        longest: dict[str, int] = {}
        for span in spans:
            if sentence.start <= span.start < sentence.end:
                longest[span.code] = max(longest.get(span.code, 0), span.end - span.start)
        ranked = sorted(longest, key=lambda code: (-longest[code], order[code]))
        for code in ranked[:MOST_CODES]:
            yield sentence.start_char, sentence.end_char, code


def _spans(document: Doc, matcher: Matcher) -> list[_Span]:
    found = [
        _Span(document.vocab.strings[key], start, end) for key, start, end in matcher(document)
    ]
    cancelled = [span for span in found if span.code.startswith(_CANCEL)]
    return [
        span
        for span in found
        if not span.code.startswith(_CANCEL)
        and not any(
            back.code == _CANCEL + span.code and back.start < span.end and span.start < back.end
            for back in cancelled
        )
    ]
