"""Twelve invented families of the case studies, as the decisions two evaluators entered."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from ffc_eval.store import write_atomic

Fields = Mapping[str, Any]
Decision = dict[str, Any]

_SOURCE = Path(__file__).with_name("families.yaml")
_TRUE = ("atypical",)
_NUMBERS = ("approached", "declined")


def write_case_studies(folder: Path) -> None:
    """Write the human work of the case studies, the same bytes at every run.

    Parameters
    ----------
    folder
        A project folder; the files go to ``work/synthetic-*/000001.jsonl`` and so on, one a
        person and quarter of the year, as a save publishes them.
    """
    saves: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in sorted(_decisions(), key=lambda found: str(found["at"])):
        person = decision.pop("person")
        day = date.fromisoformat(decision["at"][:10])
        saves[person, f"{day.year} {(day.month - 1) // 3}"].append(decision)
    numbers: dict[str, int] = defaultdict(int)
    for (person, _), decisions in saves.items():
        numbers[person] += 1
        lines = [json.dumps(row, sort_keys=True, ensure_ascii=False) + "\n" for row in decisions]
        name = f"{numbers[person]:06d}.jsonl"
        write_atomic(folder / "work" / person / name, "".join(lines).encode())


def _decisions() -> Iterator[Decision]:
    from ffc_eval.collect.instruments.marked import compose

    root, _ = compose(_SOURCE.read_text(encoding="utf-8"), _SOURCE.name)
    families = root.plain
    assert isinstance(families, dict)
    for letter, family in families.items():
        assert isinstance(family, dict)
        yield from _Family(letter, family).decisions()


class _Family:
    """One family of the file, turned into decisions."""

    def __init__(self, letter: str, told: Fields) -> None:
        self.case = hashlib.sha256(f"Exampleshire, Family {letter}".encode()).hexdigest()[:16]
        self.letter, self.told = letter, told
        self.start = told["add"]["start"]
        self.contacts = {
            stage: str(text).split() for stage, text in told.get("contacts", {}).items()
        }
        self.held = [stage for stage, words in self.contacts.items() if len(words) == 1]

    def decisions(self) -> Iterator[Decision]:
        """Yield everything entered about the family."""
        for place, (kind, day, fields) in enumerate(self._entries()):
            moment = datetime.combine(
                date.fromisoformat(day), time(16 + place // 60, place % 60), UTC
            )
            decision = {"kind": f"case.{kind}", "case": self.case, "at": moment.isoformat()}
            decision |= fields
            text = json.dumps([place, decision], sort_keys=True)
            number = hashlib.sha256(text.encode()).hexdigest()[:32]
            yield {**decision, "id": number, "person": self.told["by"]}

    def _entries(self) -> Iterator[tuple[str, str, Decision]]:
        yield "add", self.start, {"label": f"Family {self.letter}", **_typed(self.told["add"])}
        for participant, age_band in self.told["people"].items():
            role = participant.rpartition("-")[0]
            yield (
                "participant",
                self.start,
                {
                    "participant": participant,
                    "role": role,
                    "age_band": age_band,
                },
            )
        yield from self._consents()
        if self.contacts:
            yield "change", self.contacts["first"][0], {"status": "active"}
        for stage, (on, *outcome) in self.contacts.items():
            yield (
                "contact",
                on,
                {
                    "stage": stage,
                    "on": on,
                    "mode": "home",
                    "guide": "CSI 1",
                    "outcome": (outcome or ["held"])[0],
                },
            )
        yield from self._events()
        yield from self._plan()
        yield from self._measures()
        yield from self._ending()

    def _consents(self) -> Iterator[tuple[str, str, Decision]]:
        for participant, text in self.told["agreed"].items():
            scopes, _, expires = text.partition(" until ")
            child = participant.startswith("child")
            for giver in ("parental_responsibility", "child") if child else ("self",):
                for scope in scopes.split():
                    fields = {"participant": participant, "allows": scope, "answer": "yes"}
                    fields |= {"given_by": giver, "on": self.start}
                    yield "consent", self.start, fields | ({"expires": expires} if expires else {})

    def _events(self) -> Iterator[tuple[str, str, Decision]]:
        for text in self.told.get("milestones", ()):
            kind, on, *rest = text.split()
            fields: Decision = {"type": kind, "on": on}
            if "until" in rest:
                place = rest.index("until")
                fields["until"] = rest[place + 1]
                rest = rest[:place]
            if rest == ["missed"]:
                fields["missed"] = True
            elif rest:
                fields["value"] = " ".join(rest)
            yield "milestone", max(on, fields.get("until", on)), fields

    def _plan(self) -> Iterator[tuple[str, str, Decision]]:
        if "plan" not in self.told:
            return
        origin, planned = self.told["plan"].split()
        for number, action in enumerate(self.told["actions"], start=1):
            fields = {name: action[name] for name in ("text", "who", "due")}
            made = {"number": number, "origin": origin, "planned": planned}
            yield "action", planned, fields | made
            for stage, progress in self._by_contact(action["done"]):
                fields = {"number": number, "stage": stage, "progress": progress}
                yield "state", self.contacts[stage][0], fields

    def _measures(self) -> Iterator[tuple[str, str, Decision]]:
        for number, goal in enumerate(self.told.get("goals", ()), start=1):
            yield from self._outcomes(f"goal-{number}", goal, {"words": goal["words"]})
        for domain, told in self.told.get("domains", {}).items():
            yield from self._outcomes(domain, told, {"need": told["need"] == "yes"})
        for quote in self.told.get("quotes", ()):
            stage = quote["stage"]
            fields = {"participant": quote["who"], "stage": stage, "text": quote["text"]}
            yield "quote", self.contacts[stage][0], fields

    def _outcomes(
        self, measure: str, told: Fields, first: Decision
    ) -> Iterator[tuple[str, str, Decision]]:
        for source in ("family", "worker", "record"):
            for stage, value in self._by_contact(told.get(source, "")):
                fields = {"measure": measure, "stage": stage, "value": value, "source": source}
                more = first if source == "family" else {}
                yield "outcome", self.contacts[stage][0], fields | more

    def _ending(self) -> Iterator[tuple[str, str, Decision]]:
        last = self.contacts[self.held[-1]][0] if self.held else self.start
        if "not_to_plan" in self.told:
            yield "change", self.told["not_to_plan"], {"not_to_plan": True}
        if "status" in self.told:
            yield "change", self.told["status"]["since"], dict(self.told["status"])
        if "check" in self.told:
            told = self.told["check"]
            yield (
                "check",
                last,
                {
                    "rare": told["rare"].split(),
                    "masked": told["masked"].split(),
                    "read_by_family": True,
                    "second_reader": told["second_reader"],
                    "approved": True,
                },
            )
        if "shown" in self.told:
            report, quarter, use, day = self.told["shown"].split()
            yield "shown", day, {"report": report, "quarter": quarter, "use": use}
        if "withdrew" in self.told:
            on = self.told["withdrew"]["on"]
            yield (
                "consent",
                on,
                {
                    "participant": self.told["withdrew"]["who"],
                    "allows": "everything",
                    "answer": "withdrawn",
                    "given_by": "self",
                    "on": on,
                },
            )

    def _by_contact(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield stage and value of what was asked, in the order of the contacts held."""
        for stage, value in zip(self.held, text.split(), strict=False):
            if value != "-":
                yield stage, value


def _typed(told: Fields) -> Decision:
    return {
        name: value == "yes" if name in _TRUE else int(value) if name in _NUMBERS else value
        for name, value in told.items()
    }
