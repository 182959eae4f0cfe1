"""Find in an export the questions of an instrument: by platform id, export name, or wording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.headings import compared, same_heading
from ffc_eval.collect.ingest.other_words import closed_beside, typed_blocks
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Instrument, Option, Question

_FEWEST_MATCHED = 0.25
_ALIKE = 0.6
_JOINS = (" - ", ": ", "_", "/", "___", " ")


@dataclass(frozen=True)
class Matching:
    """Which block of an export holds which question of an instrument.

    Parameters
    ----------
    blocks
        By question id.
    missing
        Questions that the export does not hold.
    unused
        Questions of the export that the instrument does not know, by their drafted ids.
    """

    blocks: Mapping[str, Block]
    missing: tuple[str, ...]
    unused: tuple[str, ...]


def match(export: Export, instrument: Instrument, wave: str) -> Matching:
    """Match the questions of an instrument with the blocks of an export.

    Raises
    ------
    ExportError
        So few questions match that the export must be of another survey.
    """
    found: dict[str, Block] = {}
    names = Names(export)
    for find in (_by_heading, _by_id, _by_wording, _gathered, _metadata):
        for question in instrument.questions:
            if question.id not in found:
                block = find(question, wave, names)
                if block is not None:
                    found[question.id] = block
                    names.take(block)
    agreed = [name for name, block in found.items() if _agree(instrument.question(name), block)]
    if len(agreed) < _FEWEST_MATCHED * _askable(instrument):
        raise ExportError(
            "another-survey",
            f'The export does not hold the questions of the survey "{instrument.id}".',
            found=f"{len(agreed)} of {len(instrument.questions)} questions",
            do="Name the survey it belongs to, or a new one: --survey NAME.",
        )
    found |= typed_blocks(instrument, found, export)
    return Matching(
        found,
        tuple(question.id for question in instrument.questions if question.id not in found),
        tuple(block.question.id for block in export if not block.personal and names.free(block)),
    )


def _askable(instrument: Instrument) -> int:
    """Count questions without those that hold what was typed under another."""
    return sum(closed_beside(question, instrument) is None for question in instrument.questions)


def _agree(question: Question, block: Block) -> bool:
    """Say whether a question and its block may be the same: any survey can have a "Q1".

    Where the file gives no wording, the name has to do.
    """
    theirs = compared(block.question.text)
    if theirs in ("", *(compared(name) for name in (question.id, block.question.id))):
        return True
    ours = [compared(text) for text in (question.text, *(text for _, text in question.headings))]
    return any(SequenceMatcher(None, theirs, text).ratio() >= _ALIKE for text in ours)


class Names:
    """Blocks of an export by everything they may be called, without those already taken."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self._taken: set[str] = set()
        self._by_name: dict[str, list[Block]] = {}
        for block in export:
            for name in (*block.names, block.question.text):
                blocks = self._by_name.setdefault(compared(name), [])
                if not blocks or blocks[-1] is not block:
                    blocks.append(block)

    def take(self, block: Block) -> None:
        """Let no other question have the columns of a block."""
        self._taken.update(block.columns)

    def free(self, block: Block) -> bool:
        """Say whether no question has the columns of a block."""
        return self._taken.isdisjoint(block.columns)

    def find(self, name: str, *, stem: str = "") -> Block | None:
        """Return the first free block of that name, exact names before names cut with "..."."""
        folded = compared(name)
        cut = [
            block
            for other, blocks in self._by_name.items()
            if ("..." in other or "..." in folded) and same_heading(other, folded)
            for block in blocks
        ]
        for block in [*self._by_name.get(folded, []), *cut]:
            theirs = block.question.stem
            if self.free(block) and (not stem or not theirs or same_heading(stem, theirs)):
                return block
        return None

    def first(self, names: Iterable[str]) -> Block | None:
        """Return the first free block of any of the names, in their order."""
        found = (self.find(name) for name in names if name)
        return next((block for block in found if block is not None), None)


def _headings(question: Question, wave: str) -> tuple[str, ...]:
    own = [heading for name, heading in question.headings if name == wave]
    return (*own, *(heading for name, heading in question.headings if not name))


def _by_heading(question: Question, wave: str, names: Names) -> Block | None:
    return names.first(_headings(question, wave))


def _by_id(question: Question, wave: str, names: Names) -> Block | None:
    return names.first([question.id])


def _by_wording(question: Question, wave: str, names: Names) -> Block | None:
    if not question.text:
        return None
    if not question.stem:
        return names.find(question.text)
    stem, text = question.stem, question.text
    joined = (f"{stem} {text}", f"{stem} - {text}", f"{stem} [{text}]", f"{stem}: {text}")
    return names.find(text, stem=stem) or names.first(joined)


def _gathered(question: Question, wave: str, names: Names) -> Block | None:
    """Gather the columns of options and items that stand alone in a plain table."""
    if question.type not in ("multi", "ranking"):
        return None
    stems = (*_headings(question, wave), question.id, question.text)
    pairs: list[tuple[Option, str]] = []
    for option in question.options:
        block = names.first(_option_names(stems, option))
        if block is not None and len(block.columns) == 1:
            pairs.append((option, block.columns[0]))
    if len(pairs) < max(1, len(question.options) / 2):
        return None
    return Block(
        question=replace(question, options=tuple(option for option, _ in pairs)),
        columns=tuple(column for _, column in pairs),
        names=(question.id,),
        written="option columns" if question.type == "multi" else "item columns",
        group=question.id,
    )


def _option_names(stems: Iterable[str], option: Option) -> list[str]:
    return [
        name
        for stem in stems
        for end in (option.label, option.code)
        for name in (
            f"{stem}[{end}]",
            f"{stem} [{end}]",
            *(f"{stem}{join}{end}" for join in _JOINS),
        )
    ]


def _metadata(question: Question, wave: str, names: Names) -> Block | None:
    """Take a column that the platform adds, where the instrument asks for it by name."""
    export = names.export
    answers = {column for block in export for column in block.columns}
    wanted = [compared(name) for name in (*_headings(question, wave), question.id, question.text)]
    for column in export.cells.columns:
        if column not in answers and column not in export.personal and compared(column) in wanted:
            return Block(question, (column,), (column,), group=question.id)
    return None
