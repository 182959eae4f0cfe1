"""One small report that holds every kind of block."""

from datetime import date

from ffc_eval.model.blocks import Column, Figure, Passage, Table
from ffc_eval.present.report.document import Document, Front, Part, Section, Stated

BARS = (
    ("The co-ordinator was fair and did not take sides", 46, 57),
    ("The plan came from our family", 35, 54),
    ("My views made a difference to the plan", 20, 45),
)


def drawing(width: int) -> str:
    """Draw three bars as the charts room does: labels left of them, or above where narrow."""
    left, top = (360, 10) if width > 500 else (0, 32)
    rows = []
    for place, (label, count, base) in enumerate(BARS):
        y = place * (42 if left else 64) + top
        span = (width - left - 120) * count / base
        rows.append(
            f'<text x="0" y="{y + (18 if left else -6)}" font-size="15">{label}</text>'
            f'<rect x="{left}" y="{y}" width="{span:.1f}" height="24" fill="url(#fill)"/>'
            f'<text x="{left + span + 8:.1f}" y="{y + 18}" font-size="15">'
            f"{count} of {base} ({count / base:.0%})</text>"
        )
    height = 3 * (42 if left else 64) + 12
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' aria-labelledby="t d" font-family="Source Sans 3" fill="#16202A">'
        '<title id="t">Three statements by families</title><desc id="d">Bars. 46 of 57 agreed that'
        " the co-ordinator was fair.</desc>"
        '<defs><linearGradient id="fill"><stop stop-color="#12436D"/></linearGradient></defs>'
        f'<path d="M{left} 0V{height}" stroke="#16202A" stroke-width="1.4"/>{"".join(rows)}</svg>'
    )


TABLE = Table(
    title="Support packages were approved in 46 of 53 requests",
    subtitle="Requests by locality, April to June 2025",
    columns=(
        Column("Locality", width=0.3),
        Column("Requests", "number"),
        Column("Approved", "number"),
        Column("Share approved", "number"),
    ),
    rows=(
        ("North Vale", "14", "c", "c"),
        ("South Vale", "12", "12", "12 of 12\nvery small base"),
        ("Harbour", "27", "24", "89%"),
        ("All", "53", "46", "87%"),
    ),
    values=(
        (None, 14, None, None),
        (None, 12, 12, None),
        (None, 27, 24, 24 / 27),
        (None, 53, 46, 46 / 53),
    ),
    groups=((0, "Inland"), (2, "Coast")),
    totals=1,
    base_line=(("Asked", "all requests"), ("Answered", "53 of 53 (100%)")),
    symbols=(("c", "hidden to protect families"), ("z", "not applicable")),
    notes=("Castle has no such scheme yet",),
    synthetic=True,
)

FIGURE = Figure(
    title="Families found meetings fair; fewer felt their views changed the plan",
    subtitle="Families after a family group conference; share of those giving an opinion",
    alt="Bar chart of three statements. 46 of 57 agreed that the co-ordinator was fair; 20 of 45 "
    "that their views made a difference. Every value is in the table behind the figure.",
    wide=drawing(880),
    narrow=drawing(360),
    legend=(("blue blue-2", "favourable (dark: strongly)"), ("rust-2", "unfavourable")),
    base_line=(("Asked", "74"), ("Answered", "58 (78%)"), ("Suppressed", "nothing")),
    table=Table(
        title="Agreement with three statements",
        columns=(Column("Statement"), Column("Agree", "number"), Column("Answers", "number")),
        rows=tuple((label, str(count), str(base)) for label, count, base in BARS),
        values=tuple((None, count, base) for _, count, base in BARS),
    ),
    synthetic=True,
)

FRONT = Front(
    organisation="Exampleshire (synthetic), Families First for Children",
    title="Quarterly learning report",
    period="Quarter 1 of 2025-26 (April to June 2025)",
    issued=date(2025, 7, 21),
    strip=(
        Stated("Status", "Draft 0.1, not for decision", "draft"),
        Stated("Data cut", "11 July 2025"),
        Stated("For", "Programme board and practice leads"),
        Stated("Marking", "OFFICIAL"),
        Stated("Written by", "Evaluation lead"),
        Stated("Approved by", "Not yet approved"),
        Stated("Overdue promise", "Partner survey", "bad"),
        Stated("Next report", "31 October 2025"),
    ),
    status="Draft 0.1, not for decision",
    synthetic=True,
    footer=("Every number comes from one frozen data cut and can be made again from it.",),
)


BOTTOM_LINE = Passage(
    "bottom_line",
    (
        "Staff feel more respected by other professions, but fewer know who decides.",
        "Both changes are larger than chance would give.",
        "One page on who decides by 28 August.",
    ),
    ("What changed", "How sure we are", "What we are doing"),
)
FACTS = Passage("facts", ("11 July 2025", "Wilson, 95%"), ("Data cut", "Intervals"))

FAMILIES = (
    Part(Passage("lead", ("Most families said the meeting was fair.",)), "s2-families-1"),
    Part(FIGURE, "figure-1", "Figure 1"),
    Part(Passage("heading", ("In their words",)), "s2-families-3"),
    Part(Passage("notice", ("No approved quotations this quarter.",)), "s2-families-4"),
    Part(Passage("empty", ("Not yet written.",)), "s2-families-5"),
)
APPENDIX = (
    Part(Passage("prose", ("The sources, in order.",)), "sa-appendix-1"),
    Part(Passage("list", ("Staff survey", "Family feedback")), "sa-appendix-2"),
    Part(FACTS, "sa-appendix-3"),
)


def sample_document() -> Document:
    """Return a report of two sections and an appendix with every kind of block."""
    bottom_line = (Part(BOTTOM_LINE, "s1-bottom-line-1"), Part(TABLE, "table-1", "Table 1"))
    return Document(
        FRONT,
        (
            Section("1", "s1-bottom-line", "Bottom line", bottom_line),
            Section("2", "s2-families", "What families told us", FAMILIES),
            Section("A", "sa-appendix", "Appendix: how this was produced", APPENDIX),
        ),
    )
