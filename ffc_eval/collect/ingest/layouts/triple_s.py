"""triple-S: what each variable of a description is."""

from __future__ import annotations

from collections.abc import Iterator

from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Shape
from ffc_eval.collect.ingest.options import option
from ffc_eval.collect.ingest.sheet import Book
from ffc_eval.collect.ingest.triple_s import Variable

_SHAPES: dict[str, Shape] = {
    "single": "single",
    "quantity": "number",
    "character": "text",
    "logical": "single",
    "date": "date",
    "time": "short_text",
}
_LOGICAL = (("1", "Yes"), ("0", "No"))


def matches(book: Book) -> str:
    """Look at the kind of file."""
    return "the file is a triple-S description" if book.container == "triple_s" else ""


def read(book: Book) -> Reading:
    """Read variables as described; the serial number is the response id."""
    columns = tuple(columns_of(book.dictionary["variables"]))
    serial = [column.id for column in columns if column.role == "metadata"]
    return Reading(
        header_rows=0,
        columns=columns,
        identity=tuple(serial[:1]),
        date_order="year first",
    )


def columns_of(variables: tuple[Variable, ...]) -> Iterator[Column]:
    """Yield the columns of some variables, a value of a multiple answer each."""
    place = 0
    for variable in variables:
        name, text = variable.name, variable.text or variable.name
        if variable.type == "multiple":
            for code, label in variable.values:
                yield Column(place, f"{name}_{code}", name, question=name, text=text, label=label,
                             code=code, shape="option")  # fmt: skip
                place += 1
            continue
        offered = _LOGICAL if variable.type == "logical" else variable.values
        closed = variable.type in ("single", "logical")
        yield Column(
            place,
            name,
            name,
            "metadata" if variable.use == "serial" else "answer",
            question=name,
            text=text,
            shape=_SHAPES.get(variable.type, "text"),
            options=tuple(option(code, label) for code, label in offered) if closed else (),
            missing=tuple((code, o.reason) for code, label in variable.values
                          if (o := option(code, label)).reason) if not closed else (),
        )  # fmt: skip
        place += 1


LAYOUT = Layout("triple_s", "triple-S", verified=False, matches=matches, read=read)
