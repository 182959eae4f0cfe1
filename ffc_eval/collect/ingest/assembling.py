"""A reading of a file made into an export: personal columns put away first, rows marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.blocks import Drafting
from ffc_eval.collect.ingest.coded_columns import CodedColumns
from ffc_eval.collect.ingest.consent import without_consent
from ffc_eval.collect.ingest.contents import distinct, mangled_ids, sample
from ffc_eval.collect.ingest.dates import is_time, parse_dates, style_of_column
from ffc_eval.collect.ingest.export import WITHHELD, Block, Export
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.option_words import only_option_words
from ffc_eval.collect.ingest.scales import is_point
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.errors import Problem
from ffc_eval.model.responses import HOLD_OUTS, HoldOut

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_MOST_POINTS = 11
_RATINGS = frozenset(map(str, range(11)))
_MOST_DUPLICATES = 0.5


def assemble(book: Book, layout: Layout, rule: str, reading: Reading) -> Export:
    """Return the export that a layout has read."""
    import pandas as pd

    data = book.first.below(reading.header_rows) if reading.data is None else reading.data
    personal = quarantined(reading.columns, data)
    coded = CodedColumns(_answer_cells(data, reading, personal))
    blocks = _blocks(coded, reading, personal)
    identity, problems = _identity(data, reading)
    marks = _marks(data, identity, reading)
    marks["no_consent"] = without_consent(blocks, coded.cells)
    by_id = {column.id: data[column.place] for column in reading.columns}
    nothing = pd.Series("", index=data.index, dtype="str")
    return Export(
        platform=layout.platform,
        verified=layout.verified,
        rule=rule,
        header_rows=reading.header_rows,
        sha256=book.sha256,
        encoding=book.encoding,
        blocks=blocks,
        cells=coded.cells,
        coded_columns=coded,
        marks=marks,
        unmarked=_unmarked(reading),
        metadata=_headings(reading.columns, "metadata"),
        derived=(*_headings(reading.columns, "derived"), *_headings(reading.columns, "timing")),
        personal=personal,
        dates=_dates(by_id, reading),
        mode=by_id.get(reading.mode, nothing),
        identity=identity,
        person=by_id.get(reading.person, nothing).str.strip(),
        date_order=reading.date_order,
        zeros=reading.zeros,
        blanks=reading.blanks,
        other_replaces=reading.other_replaces,
        free_text=_free_text(blocks, coded.cells, reading.columns),
        notes=reading.notes,
        problems=(*book.problems, *reading.problems, *problems),
    )


def quarantined(columns: Sequence[Column], data: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of columns that hold personal data by construction, by their names alone.

    A tick beside "Phone" is not a telephone number: the columns of options are judged by their
    question, and so are the rows of a grid that only hold answers its other rows hold too.
    """
    from ffc_eval.collect.privacy import personal_columns

    named = [
        (column.id, name)
        for column in columns
        for name in (
            (column.text, column.question)
            if column.shape == "option" or _is_scaled(column, columns, data)
            else (column.id, column.heading, column.label, column.text, *column.names)
        )
    ]
    personal = set(personal_columns([name for _, name in named]))
    said = {column.id for column in columns if column.identifies}
    said |= {column.id for column in _by_role(columns) if not _is_closed(data[column.place])}
    return tuple(
        dict.fromkeys(column for column, name in named if name in personal or column in said)
    )


def _by_role(columns: Sequence[Column]) -> list[Column]:
    """Return the columns whose answers may be who did something: a worker, whoever filled it in."""
    from ffc_eval.collect.privacy import people_by_role

    asked = [
        (column, name)
        for column in columns
        if column.role == "answer" and not column.options and column.shape not in ("option", "rank")
        for name in (column.id, column.heading, column.label, column.text, *column.names)
    ]
    roles = set(people_by_role([name for _, name in asked]))
    return [column for column, name in asked if name in roles]


def _is_closed(cells: pd.Series) -> bool:
    """Whether answers are ticks, ratings, points of a scale or kinds of worker, never names."""
    values = distinct(cells)
    return bool(values) and all(
        is_point(value) or value in _RATINGS or only_option_words(value) for value in values
    )


def _is_scaled(column: Column, columns: Sequence[Column], data: pd.DataFrame) -> bool:
    """Whether a grid row holds a few answers only, each given in another row of its grid too."""
    if column.shape != "item" or column.options:
        return column.shape == "item"
    others = {
        value
        for other in columns
        if other.question == column.question and other is not column and other.shape == "item"
        for value in distinct(data[other.place])
    }
    own = distinct(data[column.place])
    return bool(own) and len(own) <= _MOST_POINTS and set(own) <= others


def _answer_cells(data: pd.DataFrame, reading: Reading, personal: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    cells = {}
    empties = ["", *reading.blanks]
    for column in reading.columns:
        if column.role == "parent":
            continue
        cell = data[column.place]
        if column.id in personal:
            nothing = pd.Series("", index=data.index, dtype="str")
            cell = nothing.mask(~cell.str.strip().isin(empties), WITHHELD)
        cells[column.id] = cell
    return pd.DataFrame(cells, index=data.index)


def _blocks(coded: CodedColumns, reading: Reading, personal: tuple[str, ...]) -> tuple[Block, ...]:
    asked = _without_blanks(coded, reading)
    drafting = Drafting(asked, reading.separator, personal, typed=reading.other_replaces)
    return drafting.blocks(reading.columns)


def _without_blanks(coded: CodedColumns, reading: Reading) -> CodedColumns:
    """Return the cells without what stands for an emptiness, which is an answer to no question."""
    everywhere = [mark for mark in reading.blanks if mark]
    marks = {
        column.id: [*everywhere, *(code for code, _ in column.missing if not column.options)]
        for column in reading.columns
        if column.role == "answer"
    }
    cells = coded.cells
    empty = {name: cells[name].isin(codes) for name, codes in marks.items() if codes}
    if not empty:
        return coded
    return CodedColumns(
        cells.assign(**{name: cells[name].mask(at, "") for name, at in empty.items()})
    )


def _joined_cells(data: pd.DataFrame, columns: Sequence[Column], ids: Sequence[str]) -> pd.Series:
    """Return the cells of some columns as one text; "" where all are blank."""
    import pandas as pd

    joined = pd.Series("", index=data.index, dtype="str")
    for column in columns:
        if column.id in ids:
            part = data[column.place].str.strip()
            joined = part if joined.eq("").all() else joined + "\x1f" + part
    return joined.where(joined.str.strip("\x1f") != "", "")


def _marks(data: pd.DataFrame, identity: pd.Series, reading: Reading) -> pd.DataFrame:
    import pandas as pd

    marks = pd.DataFrame(data=False, index=data.index, columns=list(HOLD_OUTS))
    marks["blank"] = _blank_rows(data)
    marks["duplicate"] = identity.duplicated(keep="last") & (identity != "")
    for name, mark in (("test", reading.test), ("partial", reading.partial)):
        if mark is not None and mark is not False:
            marks[name] = mark.reindex(data.index).astype(bool)
    return marks


def _unmarked(reading: Reading) -> tuple[HoldOut, ...]:
    silent: list[HoldOut] = []
    if reading.test is None:
        silent.append("test")
    if reading.partial is None:
        silent.append("partial")
    return tuple(silent)


def _blank_rows(data: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Look at ever fewer rows: those blank in all columns so far."""
    import numpy as np

    blank = np.ones(len(data), dtype=bool)
    for place in data.columns:
        if not blank.any():
            break
        blank[blank] = (data[place][blank].str.strip() == "").to_numpy(dtype=bool)
    return blank


def _headings(columns: Sequence[Column], role: str) -> tuple[str, ...]:
    return tuple(column.id for column in columns if column.role == role)


def _dates(by_id: dict[str, pd.Series], reading: Reading) -> pd.Series:
    import pandas as pd

    whole = next(iter(by_id.values()))
    dates = pd.Series(pd.NaT, index=whole.index, dtype="datetime64[us]")
    for name in reading.dated:
        cells = by_id[name].str.strip()
        found = style_of_column(cells).order
        order = found if found in ("day first", "month first") else reading.date_order
        dates = dates.fillna(parse_dates(cells, order))
    return dates


def _free_text(
    blocks: Sequence[Block], cells: pd.DataFrame, columns: Sequence[Column]
) -> tuple[str, ...]:
    short = {column.id for column in columns if column.shape == "short_text"}
    texts = [block.columns[0] for block in blocks if block.question.type == "text"]
    return tuple(name for name in texts if name not in short and not _short(cells[name]))


def _short(cells: pd.Series) -> bool:
    values = distinct(sample(cells))[:2000]
    return bool(values) and all(map(is_time, values))


def _identity(data: pd.DataFrame, reading: Reading) -> tuple[pd.Series, tuple[Problem, ...]]:
    """Return the response id of each row; none where a spreadsheet program has rounded them."""
    identity = _joined_cells(data, reading.columns, reading.identity)
    none = identity.where(identity == "", "")
    mangled = mangled_ids(identity)
    if mangled:
        problem = Problem(
            "ids-changed-by-spreadsheet",
            "A spreadsheet program has rounded response ids, so they tell no rows apart.",
            where=FILE,
            found=f"{mangled} ids written like 1.2E+11",
            do="Download the export again and do not save it from a spreadsheet program.",
        )
        return none, (problem,)
    filled = identity[identity != ""]
    again = int(filled.duplicated().sum())
    if again > _MOST_DUPLICATES * len(filled):
        problem = Problem(
            "ids-not-unique",
            "The column of response ids tells hardly any rows apart, so no row is called a "
            "duplicate.",
            where=FILE,
            found=f"{again} of {len(filled)} rows have an id that stands above already",
            do="Check that the first columns are as the platform wrote them.",
        )
        return none, (problem,)
    return identity, ()
