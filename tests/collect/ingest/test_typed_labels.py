"""What people typed never becomes an option of a drafted instrument."""

from __future__ import annotations

from pathlib import Path

from ffc_eval.collect.ingest import draft_instrument, inspect, read_export, to_responses
from ffc_eval.collect.ingest.typed_labels import offered
from ffc_eval.collect.instruments import write_instrument

KEY = b"k" * 32


def export_of(folder: Path, heading: str, cells: list[str]):
    path = folder / "export.csv"
    rows = "".join(f'{n},"{cell}"\n' for n, cell in enumerate(cells, 1))
    path.write_text(f'ref,"{heading}"\n{rows}', encoding="utf-8")
    return read_export(path)


def test_words_typed_beside_ticks_go_to_other_and_not_to_the_options(tmp_path: Path):
    words = "Other: my gran Ottilie Brack at 3 Elm Road"
    export = export_of(tmp_path, "Which help?", ["A;B", "C;B", "A;C", f"C;A;{words}", "B;A"])
    drafted = draft_instrument(export, survey="s", answers={})
    closed, typed = drafted.questions
    assert [option.label for option in closed.options] == ["A", "C", "B", "Other"]
    assert (typed.id, typed.type) == (f"{closed.id}_other", "text")
    assert "Ottilie" not in write_instrument(drafted) + str(inspect(export))
    kept = to_responses(export, drafted, "w1", key=KEY).values
    assert kept[typed.id].dropna().tolist() == [words]
    assert kept[f"{closed.id}[4]"].sum() == 1


def test_an_odd_value_of_a_closed_question_goes_to_other(tmp_path: Path):
    words = "Mr Crispin Vole, 07700 900123"
    cells = [*["School"] * 6, *["Health visitor"] * 5, words]
    export = export_of(tmp_path, "Which service asked you to come?", cells)
    drafted = draft_instrument(export, survey="s", answers={})
    closed, typed = drafted.questions
    assert [option.label for option in closed.options] == ["School", "Health visitor", "Other"]
    assert "Crispin" not in write_instrument(drafted) + str(inspect(export))
    kept = to_responses(export, drafted, "w1", key=KEY).values
    assert kept[typed.id].dropna().tolist() == [words]
    assert kept[closed.id].value_counts()["Other"] == 1


def test_a_label_that_names_a_person_is_no_option_however_often_it_was_given():
    counts = {"North": 3, "Mrs Quagmire": 9, "my gran at home there": 1, "Neither": 1}
    assert offered(counts, typed=True) == ["North", "Neither"]
    assert offered(counts, typed=False) == ["North", "my gran at home there", "Neither"]


def test_a_point_of_a_known_scale_is_an_option_though_one_person_chose_it():
    counts = {"Agree": 3, "Neither agree nor disagree": 1, "I was not here before": 1}
    assert offered(counts, typed=True) == list(counts)
