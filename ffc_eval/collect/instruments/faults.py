"""From a failed check to a problem that says file, line, found and do."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from ffc_eval.collect.instruments.marked import Node, Path
from ffc_eval.errors import Problem, nearest

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

F = TypeVar("F", bound="BaseModel")

_REMEDIES = {
    "date": "Write a day as year, month, day: 2025-05-31.",
    "int": "Write a whole number, digits only, or leave the line out.",
    "float": "Write a number, digits only, or leave the line out.",
    "finite": "Write a number, digits only, or leave the line out.",
    "greater": "Write a number from 0 up, or leave the line out.",
    "bool": "Write yes or no.",
    "tuple": "Write a list: each item on a line of its own that begins with a dash.",
    "string_pattern": "Write one word without spaces, brackets or upright strokes.",
    "string_too_short": "Write something here.",
    "string": "Write a text here.",
    "too_short": "Write one more; fewer make no sense here.",
}
_REMEDY = "Write a key, a colon and a value on each line, for example 1: Yes."


@dataclass(frozen=True)
class SourceFile:
    """A YAML file that was read: how it is called, and its nodes."""

    name: str
    root: Node

    def problem(
        self, path: Path, slug: str, what: str, *, found: str = "", do: str = ""
    ) -> Problem:
        """Return the problem of one place."""
        place = ", ".join([f"{self.name}, line {self.root.line_at(path)}", *_words(path)])
        return Problem(slug, what, place, found, do)

    def check(self, form: type[F]) -> tuple[F | None, list[Problem]]:
        """Return the file as that form, or every reason why it is not one."""
        from pydantic import ValidationError

        try:
            return form.model_validate(self.root.plain), []
        except ValidationError as error:
            return None, [self._fault(form, detail) for detail in error.errors()]

    def _fault(self, form: type[BaseModel], detail: ErrorDetails) -> Problem:
        path = detail["loc"]
        kind, key = detail["type"], str(path[-1]) if path else ""
        if kind == "extra_forbidden":
            known = list(_form_at(form, path[:-1]).model_fields)
            what = f'There is no key "{key}" here.'
            return self.problem(path, "unknown-key", what, found=key, do=nearest(key, known))
        if kind == "missing":
            what = f'The key "{key}" is missing.'
            return self.problem(path, "missing-key", what, do=f"Add a line {key}: with its value.")
        found = _shown(detail["input"])
        if kind == "literal_error":
            choices = typing.get_args(_plain_type(_annotation_at(form, path)))
            what = f'"{key}" has a value that is not one of its choices.'
            do = nearest(found, [str(choice) for choice in choices])
            return self.problem(path, "unknown-choice", what, found=found, do=do)
        context: Mapping[str, Any] = detail.get("ctx", {})
        if "-" in kind:
            found, do = context.get("found", ""), context.get("do", "")
            return self.problem(path, kind, detail["msg"], found=found, do=do)
        place = ["the file", *_words(path)][-1]
        what = f"What stands under {place} does not fit."
        return self.problem(path, "wrong-value", what, found=found, do=_remedy(kind))


def _words(path: Path) -> Iterator[str]:
    """Yield "questions 3", "scale": positions count from 1."""
    name = ""
    for step in path:
        if isinstance(step, int):
            yield f"{name} {step + 1}".strip()
            name = ""
        else:
            if name:
                yield name
            name = step
    if name:
        yield name


def _remedy(kind: str) -> str:
    """Return what to do about a failed check of pydantic's, by the name of the check."""
    found = (words for start, words in _REMEDIES.items() if kind.startswith(start))
    return next(found, _REMEDY)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value[:60]
    return "a list" if isinstance(value, list) else "keys with values"


def _annotation_at(form: type[BaseModel], path: Path) -> Any:
    return _form_at(form, path[:-1]).model_fields[str(path[-1])].annotation


def _form_at(form: type[BaseModel], path: Path) -> type[BaseModel]:
    for step in path:
        field = form.model_fields.get(str(step))
        inner = _form_in(field.annotation) if field else None
        form = inner or form
    return form


def _form_in(annotation: Any) -> type[BaseModel] | None:
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_form_in(part) for part in typing.get_args(annotation))
    return next((form for form in inner if form is not None), None)


def _plain_type(annotation: Any) -> Any:
    """Return the Literal inside ``Literal[...] | None``."""
    parts = [part for part in typing.get_args(annotation) if part is not type(None)]
    literal = next((part for part in parts if typing.get_origin(part) is typing.Literal), None)
    return literal or annotation
