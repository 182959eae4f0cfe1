"""Every statistic on one complex sample agrees with R (tests/golden/complex.R)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from golden.survey import AGREE, HERE, LABELS, values

import ffc_eval as ffc
from ffc_eval.analyse.compare import change, smallest_detectable
from ffc_eval.analyse.weights import Weighted
from ffc_eval.collect.ingest.waves import merge_waves
from ffc_eval.model.design import Design, Stage
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Option, Question, Wave
from ffc_eval.model.responses import Responses

CLOSED_FORM, WEIGHTS = 1e-9, 1e-8
BY = ((), ("area",))
CLUSTERED = Design(weight="w", stratum="stratum", cluster="cluster")
REPLICATES = tuple(f"b{place:02d}" for place in range(1, 13))
DESIGNS = {
    "clustered": CLUSTERED,
    "two_stage": replace(CLUSTERED, fpc="clusters", stages=(Stage(fpc="size"),)),
    "bootstrap": Design(weight="w", replicates=REPLICATES, replicate_kind="bootstrap"),
}
CELLS = {
    "Coast | manager": 60.0,
    "Hill | manager": 80.0,
    "Town | manager": 90.0,
    "Coast | worker": 190.0,
    "Hill | worker": 230.0,
    "Town | worker": 350.0,
}
MARGINS = {
    "area": {"Coast": 250.0, "Hill": 310.0, "Town": 440.0},
    "role": {"manager": 230.0, "worker": 770.0},
}
Row = dict[str, float]


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(label, label) for label in labels)


INSTRUMENT = Instrument(
    "complex",
    "Complex",
    (
        Question("q", "Now", "single", AGREE.options, AGREE),
        Question("s", "Safe", "single", options("yes", "no", "unsure")),
        Question("s_asked", "Safe", "single", options("yes", "no", "unsure"), base="asked"),
        Question("e", "Easy", "single", options("yes", "no")),
        Question("x", "Days", "number"),
        Question("y", "Visits", "number"),
        Question("m", "Ticked", "multi", options("1", "2", "3")),
        Question("mm", "Ticked", "multi", options("1", "2", "3"), base="mentioned"),
        Question("r", "Ranked", "ranking", options("1", "2", "3")),
        Question("area", "Area", "single", options("Coast", "Hill", "Town")),
        Question("role", "Role", "single", options("manager", "worker")),
    ),
    kind="sample",
    waves=(Wave("w1", "w1"), Wave("w2", "w2")),
)


@cache
def table() -> pd.DataFrame:
    return pd.read_csv(Path(HERE) / "complex_people.csv", dtype={"id": str, "cluster": str})


def people(data: pd.DataFrame, *, q: str = "q", wave: str = "w2") -> Responses:
    labels = {5 - place: label for place, label in enumerate(LABELS)}
    columns = {name: data[name] for name in ("s", "e", "x", "y", "area", "role")}
    columns |= {"q": data[q].map(labels), "s_asked": data["s"]}
    for item in "123":
        ticked = data[f"m{item}"].astype("boolean")
        columns |= {f"m[{item}]": ticked, f"mm[{item}]": ticked, f"r[{item}]": data[f"r{item}"]}
    context = data[["stratum", "cluster", "clusters", "size", "w", *REPLICATES]]
    return Responses.from_frame(pd.DataFrame(columns).join(context), INSTRUMENT, wave)


@cache
def sample() -> Responses:
    return people(table())


def twice() -> Responses:
    """Return the same people in two waves, earlier answers first."""
    waves = [people(table(), q="before", wave="w1"), people(table())]
    named = []
    for place, wave in enumerate(waves):
        rows = pd.Index([f"{place}:{row}" for row in range(len(wave))], name="response")
        frames = {name: getattr(wave, name).set_axis(rows) for name in ("values", "reasons")}
        context = wave.context.set_axis(rows).assign(person=list(table()["id"]))
        named.append(replace(wave, **frames, context=context))
    return merge_waves(named)


def rows(made: Estimates, **wanted: str) -> Row:
    found = made.where(**wanted).frame
    assert len(found) == 1, wanted
    return {name: value for name, value in found.iloc[0].items() if not isinstance(value, str)}


def expected(design: str, *parts: str) -> dict[tuple[str, ...], Row]:
    """Return R's values of one design by group and the rest of the case."""
    split = {tuple(case.split(":")): row for case, row in values("complex").items()}
    chosen = {case[1:]: row for case, row in split.items() if case[0] == design}
    return {case: row for case, row in chosen.items() if case[: len(parts)] == parts}


def agree(found: Row, wanted: Row, tolerance: float, case: object) -> None:
    for name, value in wanted.items():
        assert found[name] == pytest.approx(value, rel=tolerance, abs=1e-12, nan_ok=True), (
            case,
            name,
        )


def group_of(name: str) -> str:
    return "" if name == "all" else name


@pytest.mark.parametrize("name", DESIGNS)
def test_shares_and_means_of_every_kind_of_question(name: str):
    design = DESIGNS[name]
    asked = ["q", "s", "s_asked", "m", "mm", "r"]
    made = {kind: ffc.item_block(sample(), design, asked, by=BY, interval=kind) for kind in KINDS}
    numbers = ffc.mean(sample(), design, "x", by=BY)
    for (group, *label), wanted in expected(name).items():
        if group not in GROUPS or len(label) != 1 or label[0].split()[0] not in NAMED:
            continue
        pick = {"domain": group_of(group), **NAMED[label[0].split()[0]](label[0])}
        found = rows(numbers if label[0] == "x" else made["wilson"], **pick)
        for kind in KINDS if "wilson_low" in wanted else ():
            limits = rows(made[kind], **pick)
            found |= {f"{kind}_low": limits["conf_low"], f"{kind}_high": limits["conf_high"]}
        agree(found, wanted, CLOSED_FORM, (name, group, label))


KINDS = ("wilson", "beta")
GROUPS = ("all", "Hill", "Town")
NAMED: dict[str, Callable[[str], dict[str, str]]] = {
    **{
        name: lambda label: {
            "indicator": label.split()[0],
            "option": label.split()[1],
            "statistic": "share",
        }
        for name in ("s", "s_asked", "m", "mm", "r")
    },
    "top_box": lambda _: {"statistic": "top_box"},
    "bottom_box": lambda _: {"statistic": "bottom_box"},
    "net": lambda _: {"statistic": "net"},
    "score": lambda _: {"statistic": "mean", "indicator": "q"},
    "rank": lambda _: {"statistic": "mean", "indicator": "r", "option": "3"},
    "x": lambda _: {"indicator": "x"},
}


@pytest.mark.parametrize("name", DESIGNS)
def test_totals_ratios_and_shares_of_ticks(name: str):
    design = DESIGNS[name]
    made = {
        ("total", "x"): ffc.total(sample(), design, "x", by=BY),
        ("total", "s yes"): ffc.total(sample(), design, "s", by=BY).where(option="yes"),
        ("ratio",): ffc.ratio(sample(), design, "x", "y", by=BY),
        ("mentions",): ffc.mentions(sample(), design, "m", by=BY).where(option="2"),
    }
    for label, estimates in made.items():
        for group in GROUPS:
            wanted = expected(name)[group, *label]
            agree(rows(estimates, domain=group_of(group)), wanted, CLOSED_FORM, (name, group))


@pytest.mark.parametrize("name", ["clustered", "two_stage"])
def test_quantiles(name: str):
    made = ffc.quantile(sample(), DESIGNS[name], "x", probabilities=(0.25, 0.5, 0.9), by=BY)
    for group in GROUPS:
        for at in ("0.25", "0.5", "0.9"):
            wanted = expected(name)[group, f"quantile {at}"]
            found = rows(made, domain=group_of(group), option=at)
            agree(found, wanted, CLOSED_FORM, (name, group, at))


def test_a_quantile_below_the_first_weight_is_the_lowest_value():
    """R 4.1 gives the second (``survey:::qrule_math(1:3, c(1, 1, 1), 0.1)`` is 2)."""
    asked = Instrument("three", "Three", (Question("x", "x", "number"),))
    three = Responses.from_frame(pd.DataFrame({"x": [1.0, 2.0, 3.0]}), asked)
    made = ffc.quantile(three, Design(), "x", probabilities=(0.1, 1 / 3, 0.34))
    assert made.frame["estimate"].tolist() == [1, 1, 2]


@pytest.mark.parametrize("name", ["clustered", "two_stage"])
def test_differences_between_groups_their_tests_and_both_adjustments(name: str):
    for question in "sq":
        made = ffc.crosstab(sample(), DESIGNS[name], question, by="area")
        test = rows(made, statistic="rao_scott")
        agree(test, expected(name)["rao_scott", question], CLOSED_FORM, question)
    kinds = {"holm": "holm", "bh": "bh"}
    made_by = {
        kind: ffc.crosstab(sample(), DESIGNS[name], "s", by="area", adjustment=kind)
        for kind in kinds
    }
    for (_, answer, pair), wanted in expected(name, "gap").items():
        pick = {"statistic": "difference", "option": answer, "contrast": pair}
        found = rows(made_by["holm"], **pick)
        found |= {kind: rows(made, **pick)["p_adjusted"] for kind, made in made_by.items()}
        agree(found, wanted, CLOSED_FORM, (answer, pair))


@pytest.mark.parametrize("name", ["clustered", "two_stage"])
def test_change_of_the_same_people(name: str):
    made = change(twice(), DESIGNS[name], ["q"], waves=("w1", "w2")).where(statistic="difference")
    share = rows(made, option="Agree or strongly agree")
    agree(share, expected(name)["panel", "top_box"], CLOSED_FORM, name)
    agree(rows(made, unit="score"), expected(name)["panel", "mean"], CLOSED_FORM, name)


def test_a_share_of_all_under_clusters_rests_on_the_median_design_effect():
    """R leaves it undefined; the script works it out from the definition."""
    made = ffc.item_block(sample(), CLUSTERED, ["e", "s"], by=("area",))
    found = rows(made, indicator="e", option="yes", domain="Hill")
    found |= {"wilson_low": found["conf_low"], "wilson_high": found["conf_high"]}
    assert found["estimate"] == 1
    agree(found, expected("clustered")["Hill", "e yes"], CLOSED_FORM, "e")


def weighted(kind: str, design: Design) -> Weighted:
    low, high = (values("complex")["bounds"][end] for end in ("low", "high"))
    return {
        "post": lambda: ffc.post_stratify(sample(), design, ["area", "role"], CELLS),
        "raked": lambda: ffc.rake(sample(), design, MARGINS, tolerance=1e-14),
        "linear": lambda: ffc.calibrate(sample(), design, MARGINS),
        "bounded": lambda: ffc.calibrate(sample(), design, MARGINS, bounds=(low, high)),
        "trimmed": lambda: ffc.trim(sample(), design, lower=2, upper=9),
    }[kind]()


@pytest.mark.parametrize("name", ["clustered", "two_stage"])
@pytest.mark.parametrize("kind", ["post", "raked", "linear", "bounded", "trimmed"])
def test_weights_and_the_errors_after_them(name: str, kind: str):
    made = weighted(kind, DESIGNS[name])
    weight = made.responses.context[str(made.design.weight)].to_numpy()
    tops = ffc.item_block(made.responses, made.design, ["q"], by=BY).where(statistic="top_box")
    tables = {"top": tops, "x": ffc.mean(made.responses, made.design, "x", by=BY)}
    for (_, group, label), wanted in expected(name, kind).items():
        if group == "weight":
            agree({"value": weight[int(label) - 1]}, wanted, WEIGHTS, (kind, label))
        else:
            found = rows(tables[label], domain=group_of(group))
            agree(found, wanted, WEIGHTS, (kind, group, label))


@pytest.mark.parametrize(("way", "choice"), [("adjust", "centre"), ("certainty", "certainty")])
def test_a_stratum_of_one_cluster(way: str, choice: str):
    data = table()[(table()["stratum"] != "North") | (table()["cluster"] == "c11")]
    design = replace(CLUSTERED, single_cluster=choice)
    made = ffc.item_block(people(data), design, ["q"]).where(statistic="top_box")
    agree(rows(made), values("complex")[f"alone:{way}"], CLOSED_FORM, way)


def test_the_smallest_detectable_change():
    for n in (30, 93, 388):
        wanted = values("complex")[f"smallest:{n}"]["value"]
        assert smallest_detectable(n, n, 0.5) == pytest.approx(wanted, rel=1e-9)
