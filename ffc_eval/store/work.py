"""Human work: decisions of people, appended, never changed and never lost.

One writer a file. A person's decisions go into ``work.sqlite``, which only that person opens, and
are published as numbered ``.jsonl`` files, each written once; everybody reads only those. On a
folder that several machines synchronise this loses nothing, where one shared database did.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from ffc_eval.errors import Problem, StoreError
from ffc_eval.store.writing import write_once

Decision = Mapping[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
    place INTEGER PRIMARY KEY, save INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS never_changed BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
CREATE TRIGGER IF NOT EXISTS never_deleted BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
"""


def save(person_folder: Path, *decisions: Decision) -> tuple[str, ...]:
    """Append decisions to a person's work; when this returns, they are safe.

    Parameters
    ----------
    person_folder
        ``work/<person>``; made where it is missing. Its name is the author.
    *decisions
        JSON data; the caller says what kind it is and, from its own clock, when it was made. An
        ``id`` that is given is kept: the same decision saved twice stands once.

    Returns
    -------
    tuple of str
        The id of each decision.

    Raises
    ------
    StoreError
        The folder cannot be written, or an id was used for another decision.
    """
    person_folder.mkdir(parents=True, exist_ok=True)
    with _opened(person_folder) as database:
        database.execute("BEGIN IMMEDIATE")
        number = _next_number(person_folder, database)
        named = [
            _named(decision, person_folder.name, number, i) for i, decision in enumerate(decisions)
        ]
        for decision in named:
            _append(database, number, decision)
        database.execute("COMMIT")
        _publish(person_folder, database)
    return tuple(decision["id"] for decision in named)


def decisions(work_folder: Path) -> list[dict[str, Any]]:
    """Return the published decisions of everybody, each once.

    Parameters
    ----------
    work_folder
        The folder ``work`` of a project.

    Returns
    -------
    list of dict
        In the order person, number of the save, place in it; ``person`` is added. Copies that a
        synchronised folder made of a file in conflict are read too.

    Raises
    ------
    StoreError
        A file cannot be read, or two decisions have one id; all such problems at once.
    """
    found: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for path in sorted(work_folder.glob("*/*.jsonl")):
        try:
            text = path.read_bytes().decode()
            lines = [json.loads(line) for line in text.split("\n") if line.strip()]
        except (OSError, ValueError):
            problems.append(_unreadable(path))
            continue
        for line in lines:
            decision = {**line, "person": path.parent.name}
            if found.setdefault(decision["id"], decision) != decision:
                problems.append(_id_twice(f"{path.parent.name}/{path.name}"))
    if problems:
        raise StoreError.of(problems)
    return list(found.values())


@contextmanager
def _opened(person_folder: Path) -> Iterator[sqlite3.Connection]:
    path = person_folder / "work.sqlite"
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("PRAGMA synchronous=FULL")
            database.executescript(_SCHEMA)
            yield database
    except sqlite3.Error as error:
        raise StoreError(
            "work-not-saved",
            "Your decision could not be saved.",
            where=str(path),
            found=str(error),
            do="Close other windows of the program and try again. If the file is damaged, move "
            "it away: what was published beside it is kept and a new one is begun.",
        ) from error


def _next_number(person_folder: Path, database: sqlite3.Connection) -> int:
    (saved,) = database.execute("SELECT coalesce(max(save), 0) FROM decisions").fetchone()
    published = [int(path.stem) for path in person_folder.glob("*.jsonl") if path.stem.isdigit()]
    return max(int(saved), *published, 0) + 1


def _named(decision: Decision, person: str, number: int, place: int) -> dict[str, Any]:
    body = {name: value for name, value in decision.items() if name != "person"}
    if "id" not in body:
        text = json.dumps([person, number, place, body], sort_keys=True)
        body["id"] = hashlib.sha256(text.encode()).hexdigest()[:32]
    return body


def _append(database: sqlite3.Connection, number: int, decision: dict[str, Any]) -> None:
    body = json.dumps(decision, sort_keys=True, ensure_ascii=False)
    row = database.execute("SELECT body FROM decisions WHERE id = ?", (decision["id"],)).fetchone()
    if row is None:
        database.execute(
            "INSERT INTO decisions (save, id, body) VALUES (?, ?, ?)",
            (number, decision["id"], body),
        )
    elif row[0] != body:
        raise StoreError.of([_id_twice("work.sqlite")])


def _publish(person_folder: Path, database: sqlite3.Connection) -> None:
    """Write every save that has no file yet: this one, and one that a crash cut short."""
    published = {path.name for path in person_folder.glob("*.jsonl")}
    saves: dict[int, list[str]] = {}
    for number, body in database.execute("SELECT save, body FROM decisions ORDER BY place"):
        saves.setdefault(number, []).append(body)
    for number, bodies in saves.items():
        name = f"{number:06d}.jsonl"
        if name not in published:
            write_once(person_folder / name, "".join(f"{body}\n" for body in bodies).encode())


def _unreadable(path: Path) -> Problem:
    return Problem(
        "work-not-read",
        "A file of human work cannot be read.",
        where=f"work/{path.parent.name}/{path.name}",
        do="Wait until the folder is synchronised; else bring the file back from your backup.",
    )


def _id_twice(where: str) -> Problem:
    return Problem(
        "decision-id-twice",
        "Two different decisions have one id.",
        where=where,
        do="One of the files was changed by hand. Bring it back from your backup.",
    )
