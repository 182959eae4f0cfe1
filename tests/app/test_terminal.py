"""Nothing that a file holds can steer the terminal or deceive the eye there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ffc_eval.app.cli import console
from ffc_eval.app.cli.program import program

SPOOFED = "safe\u202etxt\x1b[2J\x9b1m"


def test_lines_show_such_characters_by_number(capsys: pytest.CaptureFixture[str]):
    console.say([SPOOFED])
    assert capsys.readouterr().out == "safe[U+202E]txt[U+001B][2J[U+009B]1m\n"


def test_json_escapes_them_and_says_the_same(capsys: pytest.CaptureFixture[str]):
    console.say_json({"text": SPOOFED + "é \U000e0041"})
    out = capsys.readouterr().out
    assert not {"\u202e", "\x1b", "\x9b", "\U000e0041"} & set(out)
    assert "é" in out
    assert json.loads(out) == {"text": SPOOFED + "é \U000e0041"}


def test_a_heading_that_steers_the_terminal_is_shown_by_number(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("ref,Email\x1b[2J address\x9b,Why\n1,a@example.org,so\n2,b@example.org,no\n")
    for words in ([], ["--json"]):
        done = CliRunner().invoke(program, ["survey", "inspect", str(path), *words])
        assert done.exit_code == 0, done.output
        assert not {"\x1b", "\x9b"} & set(done.output)
