"""The golden survey as Responses, and the values that R wrote beside each script."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd

from ffc_eval.model.design import Design, Stage
from ffc_eval.model.instrument import Instrument, Option, Question, Scale, Wave
from ffc_eval.model.responses import Responses, RowAccount

HERE = Path(__file__).parent
LABELS = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree")
AGREE = Scale(
    "agree5",
    tuple(Option(str(5 - i), label, 5.0 - i) for i, label in enumerate(LABELS)),
    ("5", "4"),
    ("2", "1"),
    "agree or strongly agree",
    "disagree or strongly disagree",
)
DESIGNS = {
    "srs": Design(),
    "list": Design(fpc="list_size"),
    "stratified": Design(weight="weight", stratum="stratum"),
    "stratified_fpc": Design(stratum="stratum", fpc="stratum_size"),
    "clustered": Design(weight="weight", stratum="stratum", cluster="cluster"),
    "clustered_fpc": Design(weight="weight", stratum="stratum", cluster="cluster", fpc="fpc"),
    "two_stage": Design(
        stratum="stratum", cluster="cluster", fpc="fpc", stages=(Stage(fpc="cluster_size"),)
    ),
}


def values(topic: str) -> dict[str, dict[str, float]]:
    """Return what R found: by case, each quantity."""
    found: dict[str, dict[str, float]] = {}
    with (HERE / f"{topic}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            value = float("nan") if row["value"] == "NA" else float(row["value"])
            found.setdefault(row["case"], {})[row["quantity"]] = value
    return found


def survey(*, waves: bool = False) -> Responses:
    """Return the 95 people of ``survey.csv``, in one wave or in two."""
    data = pd.read_csv(HERE / "survey.csv", dtype={"id": str}).set_index("id")
    data.index.name = "response"
    scale = {5 - i: label for i, label in enumerate(LABELS)}
    answers = pd.DataFrame(
        {
            "q1": pd.Categorical(data["q1"].map(scale), LABELS, ordered=True),
            "q2": pd.Categorical(data["q2"].map(scale), LABELS, ordered=True),
            "days": data["days"].astype("Float64"),
            "visits": data["visits"].astype("Float64"),
            "area": pd.Categorical(data["area"], ["A", "B", "C"]),
            "role": pd.Categorical(data["role"], ["social worker", "manager"]),
        },
        index=data.index,
    )
    reasons = answers.isna().map(lambda missing: "blank" if missing else "")
    context = data[["weight", "stratum", "cluster", "fpc", "cluster_size", "stratum_size"]].assign(
        wave=data["wave"] if waves else "w1", person="", list_size=200
    )
    kept = context["wave"].value_counts()
    accounts = {str(wave): RowAccount(int(n), int(n), {}) for wave, n in kept.items()}
    return Responses(instrument(), answers, reasons.astype("str"), context, accounts)


def instrument() -> Instrument:
    """Return the questions of the golden survey."""
    options = AGREE.options
    questions = (
        Question("q1", "I have time.", "grid_item", options, AGREE, base="opinion"),
        Question("q2", "I am supported.", "grid_item", options, AGREE, base="opinion"),
        Question("days", "Days waited", "number", unit="days"),
        Question("visits", "Visits made", "number"),
        Question("area", "Area", "single", tuple(Option(a, a) for a in "ABC"), split=True),
        Question("role", "Role", "single", (Option("sw", "social worker"), Option("m", "manager"))),
    )
    waves = (Wave("w1", "Autumn"), Wave("w2", "Spring"))
    return Instrument("golden", "Golden", questions, "staff", "sample", waves=waves)


def worst(found: dict[str, float], expected: dict[str, float]) -> float:
    """Return the largest relative difference; a NaN on one side only is infinite."""
    gaps = []
    for name, value in expected.items():
        mine = found[name]
        if np.isnan(value) or np.isnan(mine):
            gaps.append(0.0 if np.isnan(value) and np.isnan(mine) else np.inf)
        else:
            gaps.append(abs(mine - value) / max(abs(value), 1e-3))
    return max(gaps)
