"""YAML as marked text: every scalar stays text, and every place knows its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from ffc_eval.errors import Problem

_DEEPEST = 12
LARGEST = 4_000_000
"""Bytes of a file of YAML that is read at all."""

Plain = str | list["Plain"] | dict[str, "Plain"]
Path = Sequence[str | int]


@dataclass(frozen=True)
class Node:
    """A text, a list or a mapping of a YAML file, with the line on which it starts."""

    value: str | tuple[Node, ...] | Mapping[str, Node]
    line: int

    @property
    def plain(self) -> Plain:
        """The same without lines."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, tuple):
            return [node.plain for node in self.value]
        return {key: node.plain for key, node in self.value.items()}

    def line_at(self, path: Path) -> int:
        """Return the line of the place that keys and positions lead to, as far as they do."""
        node = self
        for step in path:
            inner = node._child(step)
            if inner is None:
                break
            node = inner
        return node.line

    def _child(self, step: str | int) -> Node | None:
        if isinstance(self.value, Mapping):
            return self.value.get(str(step))
        if isinstance(self.value, tuple) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None


def compose(text: str, file: str) -> tuple[Node, tuple[Problem, ...]]:
    """Read YAML text into nodes, with every problem that the text itself has.

    Aliases, anchors, tags, doubled keys and more than one document are problems: they make a
    file mean something else than it seems to.

    Parameters
    ----------
    text
        The whole file.
    file
        How the file is called in a problem.

    Returns
    -------
    tuple
        The mapping at the top (empty where there is none) and the problems.
    """
    problems: list[Problem] = []
    composer = _Composer(file, problems)
    empty = Node({}, 1)
    try:
        nodes = composer.documents(_events(text))
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(error, text, file))
        return empty, tuple(problems)
    if len(nodes) != 1 or not isinstance(nodes[0].value, Mapping):
        line = nodes[1].line if len(nodes) > 1 else 1
        composer.refuse(
            line,
            "yaml-not-one-mapping",
            "The file is not one list of keys with values.",
            "Start with a key and a colon at the margin, for example title: Staff survey.",
        )
        return empty, tuple(problems)
    return nodes[0], tuple(problems)


def _events(text: str) -> Iterator[yaml.Event]:
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
    return events


def _syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    position = getattr(error, "position", 0)
    counted = mark.line + 1 if mark else text.count("\n", 0, position) + 1
    line = getattr(error, "line", counted)
    return Problem(
        "yaml-syntax",
        "The file cannot be read as YAML.",
        f"{file}, line {line}",
        str(getattr(error, "problem", None) or getattr(error, "reason", "") or ""),
        "Look at this line and the one above it: spaces in front (no tabs), a colon after the "
        'key, and quotation marks round a text that holds ": " or " #".',
    )


class _TooDeep(yaml.YAMLError):
    """Lists stand inside lists deeper than any questionnaire needs."""

    problem = "lists inside lists inside lists"

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


@dataclass(frozen=True)
class _Composer:
    """Turns parser events into nodes; problems are added to the list it was given."""

    file: str
    problems: list[Problem]

    def refuse(self, line: int, slug: str, what: str, do: str, found: str = "") -> None:
        self.problems.append(Problem(slug, what, f"{self.file}, line {line}", found, do))

    def documents(self, events: Iterator[yaml.Event]) -> list[Node]:
        skipped = (
            yaml.StreamStartEvent,
            yaml.StreamEndEvent,
            yaml.DocumentStartEvent,
            yaml.DocumentEndEvent,
        )
        return [self.node(event, events, 0) for event in events if not isinstance(event, skipped)]

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        line = event.start_mark.line + 1 if event.start_mark else 1
        self._refuse_marks(event, line)
        if depth > _DEEPEST:
            raise _TooDeep(line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(tuple(self._items(events, depth)), line)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._pairs(events, depth), line)
        return Node(event.value if isinstance(event, yaml.ScalarEvent) else "", line)

    def _refuse_marks(self, event: yaml.Event, line: int) -> None:
        if getattr(event, "anchor", None):
            self.refuse(
                line,
                "yaml-alias",
                "Anchors (&) and aliases (*) are not allowed.",
                "Write the text out at each place, in quotation marks if it starts with & or *.",
            )
        if getattr(event, "tag", None):
            self.refuse(
                line,
                "yaml-tag",
                "Tags (!) are not allowed.",
                "Take the tag out, or put the text in quotation marks if it starts with !.",
            )

    def _items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, events, depth + 1)

    def _pairs(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key.value, str):
                self.refuse(
                    key.line, "yaml-key", "A key is not a text.", "Write a word before the colon."
                )
            elif key.value in pairs:
                self.refuse(
                    key.line,
                    "yaml-key-twice",
                    "The same key stands twice.",
                    "Keep one of the two.",
                    key.value,
                )
            else:
                pairs[key.value] = value
        return pairs
