"""Every error slug, command and public name has a help topic."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

import ffc_eval
from ffc_eval.app.cli.explain import TOPICS
from ffc_eval.app.cli.explain import topics as files
from ffc_eval.app.cli.program import COMMANDS, program

PACKAGE = Path(ffc_eval.__file__).parent


def slugs() -> set[str]:
    """First argument of every ``...Error("slug", ...)`` and ``Problem("slug", ...)``."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if (name.endswith("Error") or name == "Problem") and isinstance(first, ast.Constant):
                value = str(first.value)
                if " " not in value and value == value.lower():
                    found.add(value)
    return found


def topics() -> set[str]:
    return set(files())


def test_every_slug_has_a_topic():
    assert slugs() - topics() == set()


def test_every_command_has_a_topic():
    assert set(COMMANDS) - topics() == set()


def test_every_public_name_has_a_topic():
    assert {name.replace("_", "-").lower() for name in ffc_eval._PUBLIC} - topics() == set()


def test_a_name_has_one_topic_only():
    named = Counter(path.stem for path in TOPICS.glob("*.md"))
    for path in TOPICS.glob("*.md"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("Covers: "):
                named.update(name.strip() for name in line.removeprefix("Covers: ").split(","))
    assert [name for name, times in named.items() if times > 1] == []


@pytest.mark.parametrize("topic", sorted(path.stem for path in TOPICS.glob("*.md")))
def test_a_topic_has_a_title_and_says_something(topic: str):
    text = (TOPICS / f"{topic}.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(text.split()) >= 25


METHODS = (
    *("wilson", "logit", "beta", "newcombe", "t-interval", "woodruff", "linearised-variance"),
    *("finite-population-correction", "design-effect", "effective-n", "degrees-of-freedom"),
    *("mean", "total", "ratio", "median", "top-box", "bottom-box", "net-score"),
    *("multiple-answers", "mentions", "ranking", "rao-scott", "column-letters", "holm", "bh"),
    *("raking", "post-stratification", "calibration", "trimming", "weighting", "response-rate"),
    *("bootstrap", "jackknife", "single-cluster-stratum", "smallest-detectable-change"),
    *("panel", "mcnemar", "repeated-cross-section", "mix-standardised-change", "likely-range"),
    *("self-selected", "census-of-events", "list"),
)


@pytest.mark.parametrize("method", METHODS)
def test_a_method_says_when_it_misleads_its_formula_and_its_source(method: str):
    text = files()[method].read_text(encoding="utf-8")
    missing = [w for w in ("When it misleads:", "Formula", "Source") if w not in text]
    assert missing == []


def test_explain_prints_the_topic():
    result = CliRunner().invoke(program, ["explain", "no project"])
    assert result.exit_code == 0
    assert result.output.startswith("# ")


def test_explain_finds_a_topic_by_a_name_that_it_covers():
    result = CliRunner().invoke(program, ["explain", "proportion"])
    assert result.output.startswith("# Estimates in a notebook")
    assert "Covers:" not in result.output


def test_explain_names_the_nearest_topic():
    result = CliRunner().invoke(program, ["explain", "no-projct"])
    assert result.exit_code == 2
    assert 'Did you mean "no-project"?' in result.output
