"""A newer download of the same form: what it changed, so that nothing counts twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.export import Export
from ffc_eval.collect.ingest.headings import compared

if TYPE_CHECKING:
    import pandas as pd

_SAME_FORM = 0.8
_SAME_ROWS = 0.5


@dataclass(frozen=True)
class Replacement:
    """What a newer download changed, by row number of the data.

    Parameters
    ----------
    gone
        Rows of the earlier file that the later one lacks.
    changed
        Rows of the later file whose answers differ from the earlier one's.
    new
        Rows of the later file that the earlier one lacks.
    same
        Number of rows that stand unchanged in both.
    by
        What told rows apart: the platform's response id, or the content of the row.
    """

    gone: tuple[int, ...]
    changed: tuple[int, ...]
    new: tuple[int, ...]
    same: int
    by: str

    @property
    def newer(self) -> bool:
        """Whether the later file can take the earlier one's place: most of its rows stand in it.

        Rows that share only their number do not count: every Microsoft form numbers from 1.
        """
        kept = self.same + len(self.changed)
        most = kept >= _SAME_ROWS * (kept + len(self.gone))
        return self.same > 0 and most and self.same >= len(self.changed)


def same_form(earlier: Export, later: Export) -> bool:
    """Say whether two exports are of one form: the same platform, and most questions shared."""
    one, other = (
        {compared(block.question.stem + block.question.text) for block in export}
        for export in (earlier, later)
    )
    shared = len(one & other)
    return earlier.platform == later.platform and shared >= _SAME_FORM * max(1, len(one))


def replaces(earlier: Export, later: Export) -> Replacement:
    """Return what a newer download of the same form changed.

    Rows are told apart by the platform's response id where every row has one, else by content.
    """
    columns = [name for name in earlier.cells.columns if name in set(later.cells.columns)]
    before, after = (_contents(export, columns) for export in (earlier, later))
    by_id = bool((earlier.identity != "").all() and (later.identity != "").all())
    if by_id:
        old = dict(zip(earlier.identity, enumerate(map(int, before), start=1), strict=True))
        new = dict(zip(later.identity, enumerate(map(int, after), start=1), strict=True))
    else:
        old, new = _numbered(before), _numbered(after)
    shared = [name for name in new if name in old]
    changed = tuple(new[name][0] for name in shared if new[name][1] != old[name][1])
    return Replacement(
        gone=tuple(row for name, (row, _) in old.items() if name not in new),
        changed=changed,
        new=tuple(row for name, (row, _) in new.items() if name not in old),
        same=len(shared) - len(changed),
        by="response id" if by_id else "content",
    )


def _contents(export: Export, columns: list[str]) -> pd.Series:
    """Return one number a row that stands for all of its cells."""
    import pandas as pd

    return pd.util.hash_pandas_object(export.cells[columns], index=False)


def _numbered(contents: pd.Series) -> dict[Any, tuple[int, int]]:
    """Tell equal rows apart by their count: the second of two equal rows is a row of its own."""
    seen: dict[int, int] = {}
    rows = {}
    for row, content in enumerate(map(int, contents), start=1):
        seen[content] = seen.get(content, 0) + 1
        rows[(content, seen[content])] = (row, content)
    return rows
