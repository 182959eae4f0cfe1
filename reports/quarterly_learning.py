# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Quarterly learning report

# %%
# Everything shown here has passed the disclosure policy; the words are in reports/narrative/.
import ffc_eval as ffc

# %% tags=["parameters"]
cut = ffc.open_project().cut()


# %%
def survey(name):
    """Return what one survey says: change, statements, groups, themes."""
    instrument = cut.instrument(name)
    blocks = [
        ffc.kind_passage(instrument, cut.linked(name)),
        *ffc.weight_words(instrument, cut.counting(name).left_out),
    ]
    if len(instrument.waves) > 1:
        change = cut.published(f"{name}.change")
        blocks += [ffc.change_lead(change, instrument), ffc.chart(change, instrument)]
    blocks += ffc.headlines(cut.published(f"{name}.items"), instrument)
    blocks += [split(name, domain) for domain in instrument.domains[-1:]]
    if instrument.codebook:
        themes = cut.published(f"{name}.themes")
        blocks.append(ffc.chart(themes, instrument, codebook=cut.codebook))
    return blocks


def split(name, domain):
    """Return the statements of a survey by one group, or the sentence that says why not."""
    instrument = cut.instrument(name)
    judged = [question.id for question in instrument if question.direction != "none"]
    released = cut.published(f"{name}.items.{domain}")
    return ffc.table(released, instrument, questions=judged)


def told(names, nobody):
    """Return every survey of a section; where there is none, that nobody was asked."""
    return [block for name in names for block in survey(name)] or ffc.notice(nobody)


families = cut.surveys_of("service_users", "public")
staff, partners = cut.surveys_of("staff"), cut.surveys_of("partners")

# %% [markdown]
# ## Bottom line

# %%
claims = cut.claims()
[cut.narrative("bottom-line", words=120, style="bottom_line"), ffc.claims_table(claims)]

# %% [markdown]
# ## What we set out to learn

# %%
[
    ffc.record_table(
        cut.coverage(),
        "What the evidence covers",
        "People who answered, or cases read, on each reform strand; none is a gap",
    ),
    ffc.record_table(cut.sources(), "Where the numbers come from"),
]

# %% [markdown]
# ## What families told us

# %%
told(families, "No survey of families has data this quarter.")

# %%
[
    ffc.not_good([(cut.published(f"{name}.items"), cut.instrument(name)) for name in families]),
    ffc.notice("No approved quotations this quarter."),
    cut.narrative("families", words=250, needs="What was not good"),
]

# %% [markdown]
# ## What children and young people told us

# %%
[
    ffc.notice("No child or young person was asked directly this quarter."),
    cut.narrative("children", words=250),
]

# %% [markdown]
# ## What staff told us

# %%
[told(staff, "No survey of staff has data this quarter."), cut.narrative("staff", words=200)]

# %% [markdown]
# ## What partners told us

# %%
views = [
    ffc.View(whose, cut.published(f"{name}.items"), cut.instrument(name), question)
    for whose, name, question in (
        ("Partners", "conference_partner", "CPR-08"),
        ("Families", "conference_family", "CPF-10"),
    )
    if name in cut.surveys
]
[
    told(partners, "No survey of partners has data this quarter."),
    ffc.side_by_side(views, "Making the plan together, as partners and as families see it")
    if len(views) > 1
    else ffc.notice("Partners and families were not both asked about making the plan together."),
    cut.narrative("partners", words=200),
]

# %% [markdown]
# ## What the case work shows

# %%
if "audit" in cut.surveys:
    audit, grades = cut.instrument("audit"), cut.published("audit.grades")
    agreed = cut.published("audit.agreement")
    compared = ffc.Compared(
        comparison=cut.published("audit.comparison"),
        agreement=agreed,
        drift=cut.published("audit.drift"),
    )
    shown = [
        ffc.comparison_lead(compared, audit),
        ffc.audit_passage(audit),
        ffc.difference_chart(compared, audit),
        ffc.grade_chart(grades, agreed, audit, questions=audit.primary),
    ]
    item_by_item = [
        ffc.record_table(cut.published("audit.sample"), "Case audit: what was drawn and read"),
        ffc.grade_table(grades, agreed, audit),
        ffc.agreement_table(agreed, audit),
    ]
else:
    shown, item_by_item = ffc.notice("No case was audited this quarter."), []
[shown, cut.narrative("case-work", words=200)]

# %% [markdown]
# ## Case studies

# %%
studies = cut.families()
if studies.everyone.cases:
    shown = [
        ffc.board_lead(studies.facts()),
        ffc.board_facts(studies.facts()),
        ffc.board_table(studies.board()),
        ffc.attrition_table(studies.attrition()),
        ffc.pattern_table(studies.pattern()),
    ]
else:
    shown = ffc.notice("No family is followed over time yet.")
shown

# %%
if studies.told:
    shown = [ffc.timeline(studies.timeline(studies.told)), cut.narrative("case-study", words=200)]
else:
    shown = ffc.notice("No family's story has passed its publication check.")
shown

# %% [markdown]
# ## What the numbers show

# %%
if cut.project.sources("kpis"):
    counts, definitions = cut.indicators(), cut.indicator_definitions()
    shown = [
        ffc.indicator_table(counts, definitions.indicators, cut.quarter),
        ffc.control_chart(counts, definitions.indicator("K01")),
        ffc.control_chart(counts, definitions.indicator("K02")),
        ffc.care_table(cut.care_and_plans(), definitions, *ffc.year_apart(cut.quarter)),
        ffc.control_charts(counts, [definitions.indicator("K08"), definitions.indicator("K12")]),
        ffc.flow_table(counts, ffc.last_year(cut.quarter)),
    ]
else:
    shown = ffc.notice("No case-management extract has been added.")
[shown, cut.narrative("numbers", words=150)]

# %% [markdown]
# ## Bringing it together

# %%
[ffc.together_table(claims), cut.narrative("together", words=300)]

# %% [markdown]
# ## Key issues watch

# %%
cut.narrative("issues-watch", words=250)

# %% [markdown]
# ## What we will do differently

# %%
cut.narrative("actions", words=250)

# %% [markdown]
# ### What became of last quarter's actions

# %%
cut.narrative("last-actions", words=250)

# %% [markdown]
# ## Next quarter

# %%
cut.narrative("next-quarter", words=200)

# %% [markdown]
# ## Appendix: methods and data quality

# %%
[
    cut.methods(),
    item_by_item,
    ffc.advice_passage(cut.wording_advice(), synthetic=cut.synthetic),
]


# %% [markdown]
# ### Who answered, beside the list


# %%
def beside_the_list(name):
    """Return who is missing from a survey's answers, and what its weights do."""
    instrument = cut.instrument(name)
    listed = [cut.published(f"{name}.response.{question}") for question in cut.framed(name)]
    blocks = ffc.missing_tables(listed, instrument) if listed else []
    results = [result for result in cut.results(name) if result.startswith(f"{name}.weights")]
    weights = [cut.published(result) for result in results]
    left_out = cut.counting(name).left_out
    return [*blocks, *(ffc.weight_tables(weights, instrument, left_out) if weights else [])]


nobody = "No list of people by group is given for any survey, so nobody can be named as missing."
[block for name in cut.surveys for block in beside_the_list(name)] or ffc.notice(nobody)

# %% [markdown]
# ### Data quality

# %%
[ffc.quality_table(cut.published(f"{name}.quality"), cut.instrument(name)) for name in cut.surveys]
