"""What only a person knows of an export: each question with its default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.times import read_both_ways

NOBODY = "none"
UNSAID = "unknown"
_WITHOUT_PAGE = ("stata", "triple_s")


@dataclass(frozen=True)
class Ask:
    """A question to the person who adds an export.

    Parameters
    ----------
    key
        Under which the answer is given to ``draft_instrument``.
    text
        In plain words.
    default
        Taken where nobody answers.
    choices
        () where any text will do.
    """

    key: str
    text: str
    default: str
    choices: tuple[str, ...] = ()


def asks(export: Export, *, survey: str) -> tuple[Ask, ...]:
    """Return what only a person knows of an export, in the order to ask it.

    Keys: title, wave, wave_label, population, kind, asked, frame, frame_table, linked, test_rows,
    consent_quote, personal, dates, zone, platform_count, checked_by, ``scale.ID`` and
    ``tick_all.ID`` for a question ID.
    """
    found = [*_about_survey(export, survey), *_about_rows(export)]
    once = set(scale_keys(export).values())
    for block in export:
        if not block.personal:
            found += (ask for ask in _about_question(block) if _first(ask, once))
    return (*found, *_about_dates(export), *_about_count(export))


def scale_keys(export: Export) -> dict[str, str]:
    """Return the key under which the scale of each closed question is asked for, by its id.

    The items of a grid share their answers and are asked about once.
    """
    firsts: dict[tuple[object, ...], str] = {}
    keys = {}
    for block in export:
        question = block.question
        if question.type in ("single", "grid_item") and not block.personal:
            grid = question.type == "grid_item"
            whole = (block.group, question.options) if grid else (question.id,)
            keys[question.id] = f"scale.{firsts.setdefault(whole, question.id)}"
    return keys


def _first(ask: Ask, once: set[str]) -> bool:
    return ask.key in once or not ask.key.startswith("scale.")


def _about_survey(export: Export, survey: str) -> Iterator[Ask]:
    title = export.title or survey.replace("_", " ").replace("-", " ").capitalize()
    yield Ask("title", "What is the survey called?", title)
    if len(export):
        wave = _wave_of(export)
        yield Ask("wave", "Which round of fieldwork is this?", wave)
        yield Ask("wave_label", "How is this round named in a report?", wave)
    people = ("service_users", "staff", "partners", "public")
    yield Ask(
        "population",
        "Whose answers are these? The strictest rules hold for service_users.",
        "service_users",
        people,
    )
    kinds = ("self_selected", "list", "sample", "census")
    yield Ask(
        "kind",
        "Who was asked? Anybody who wished (self_selected), everybody on a list (list), a random "
        "sample (sample), everybody at each event (census).",
        "self_selected",
        kinds,
    )
    if len(export):
        yield Ask("asked", "How many people were asked? Leave empty if unknown.", "")
        yield Ask("frame", "How many people are on the list they came from? Empty if unknown.", "")
    yield Ask(
        "frame_table",
        "Is there a table of that list by group, a CSV file with the columns question, category "
        "and people? Then give its path; empty if there is none.",
        "",
    )
    yield Ask(
        "linked",
        "Can an answer be tied to a meeting or a family (event), or to nobody (anonymous)?",
        "anonymous",
        ("anonymous", "event"),
    )


def _wave_of(export: Export) -> str:
    known = export.dates.dropna()
    return str(known.sort_values().iloc[len(known) // 2])[:7] if len(known) else "w1"


def _about_rows(export: Export) -> Iterator[Ask]:
    tests = int(export.marks["test"].sum())
    if tests:
        every = tests == len(export)
        yield Ask(
            "test_rows",
            f"{tests} of {len(export)} rows are marked as tests. Hold them out, or keep them?",
            "keep" if every else "hold out",
            ("hold out", "keep"),
        )
    quote = [b.question.id for b in export if _about_quoting(b)]
    yield Ask(
        "consent_quote",
        "Which question asks for consent to be quoted? (none if none does)",
        quote[0] if quote else NOBODY,
        (NOBODY, *(b.question.id for b in export if b.question.closed)),
    )
    yield Ask(
        "personal",
        "Which other columns could name a person? Give their ids, with commas between.",
        "",
    )


def _about_quoting(block: Block) -> bool:
    text = compared(block.question.text)
    return block.question.type == "single" and ("quot" in text or "publish" in text)


def _about_question(block: Block) -> Iterator[Ask]:
    question = block.question
    if question.type == "multi" and block.written == "joined":
        yield Ask(
            f"tick_all.{question.id}",
            f"Could people tick more than one answer to {question.id}?",
            "yes",
            ("yes", "no"),
        )
    if question.type in ("single", "grid_item") and question.scale is None:
        labels = " > ".join(option.label for option in question.options)
        if 3 <= len(question.options) <= 7 and len(labels) <= 200:
            yield Ask(
                f"scale.{question.id}",
                f"Are the answers to {question.id} a scale? Then give them from top to bottom, "
                f"with > between ({labels}); else leave empty.",
                "",
            )


def _about_count(export: Export) -> Iterator[Ask]:
    """Where no real export of the platform was at hand to test its reader, ask for a count."""
    if export.verified or export.platform in _WITHOUT_PAGE or not len(export):
        return
    yield Ask(
        "platform_count",
        "How many responses does the platform's own page show? Its reader was not verified on a "
        "real export. Leave empty if unknown.",
        "",
    )
    yield Ask("checked_by", "Who read that number off the page? Leave empty if nobody did.", "")


def _about_dates(export: Export) -> Iterator[Ask]:
    if any(True for _ in read_both_ways(export)):
        yield Ask(
            "dates",
            "In dates such as 03/04/2025, which comes first? Dates that can be read both ways "
            "stay unread until it is said.",
            UNSAID,
            ("day first", "month first", UNSAID),
        )
    if export.dated and not export.zone and _with_times(export):
        yield Ask(
            "zone",
            "In which time zone are the times of the export, for example Europe/London? The file "
            "does not say. Leave empty if unknown.",
            "",
        )


def _with_times(export: Export) -> bool:
    """Whether the rows are dated to the minute: a day alone has no time zone."""
    return bool((export.dates != export.dates.dt.normalize()).where(export.dates.notna()).any())
