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
staff, fgc = cut.instrument("staff"), cut.instrument("fgc")
family, partner = cut.instrument("conference_family"), cut.instrument("conference_partner")
parents = cut.instrument("big_conversation")
codebook = cut.codebook


def statements(survey, *questions):
    """Return the chart of some statements of a survey."""
    return ffc.chart(cut.published(f"{survey}.items"), cut.instrument(survey), questions=questions)


def themes(survey):
    """Return what people wrote about, machine-matched and unreviewed."""
    released = cut.published(f"{survey}.themes")
    return ffc.chart(released, cut.instrument(survey), codebook=codebook)


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
[ffc.kind_passage(fgc), statements("fgc", "FGC-05", "FGC-06", "FGC-10", "FGC-11", "FGC-12")]

# %%
[
    statements("fgc", "FGC-03", "FGC-04", "FGC-09", "FGC-13"),
    statements("conference_family", "CPF-05", "CPF-10", "CPF-11", "CPF-12", "CPF-14"),
]

# %% [markdown]
# ### What parents and carers said in the Big Conversation

# %%
[
    ffc.kind_passage(parents),
    statements("big_conversation", "BCP-04", "BCP-06", "BCP-07", "BCP-12"),
    themes("big_conversation"),
]

# %%
ffc.not_good(
    [
        (cut.published("fgc.items"), fgc),
        (cut.published("conference_family.items"), family),
        (cut.published("big_conversation.items"), parents),
    ]
)

# %% [markdown]
# ### In families' words

# %%
[
    ffc.notice("No approved quotations this quarter.", parents),
    cut.narrative("families", words=250, needs="What was not good"),
]

# %% [markdown]
# ## What children and young people told us

# %%
[
    ffc.notice("No child or young person was asked directly this quarter.", parents),
    cut.narrative("children", words=250),
]

# %% [markdown]
# ## What staff told us

# %%
change = cut.published("staff.change")
[
    ffc.change_lead(change, staff),
    ffc.kind_passage(staff),
    ffc.chart(change, staff),
]

# %%
[
    statements("staff", "STF-05", "STF-07", "STF-09", "STF-11", "STF-14", "STF-16"),
    ffc.table(
        cut.published("staff.items.STF-01"),
        staff,
        questions=("STF-05", "STF-07", "STF-09", "STF-16"),
    ),
    themes("staff"),
    cut.narrative("staff", words=200),
]

# %% [markdown]
# ## What partners told us

# %%
[
    ffc.kind_passage(partner),
    statements("conference_partner", "CPR-03", "CPR-05", "CPR-06", "CPR-08", "CPR-09", "CPR-10"),
    ffc.side_by_side(
        [
            ffc.View("Partners", cut.published("conference_partner.items"), partner, "CPR-08"),
            ffc.View("Families", cut.published("conference_family.items"), family, "CPF-10"),
        ],
        "Making the plan together, as partners and as families see it",
    ),
    themes("conference_partner"),
    cut.narrative("partners", words=200),
]

# %% [markdown]
# ## What the case work shows

# %%
audit, grades = cut.instrument("audit"), cut.published("audit.grades")
agreed = cut.published("audit.agreement")
compared = ffc.Compared(
    comparison=cut.published("audit.comparison"),
    agreement=agreed,
    drift=cut.published("audit.drift"),
)
[
    ffc.comparison_lead(compared, audit),
    ffc.audit_passage(audit),
    ffc.difference_chart(compared, audit),
    ffc.grade_chart(grades, agreed, audit, questions=audit.primary),
    cut.narrative("case-work", words=200),
]

# %% [markdown]
# ## Case studies

# %%
families = cut.families()
[
    ffc.board_lead(families.facts()),
    ffc.board_facts(families.facts()),
    ffc.board_table(families.board()),
    ffc.attrition_table(families.attrition()),
    ffc.pattern_table(families.pattern()),
]

# %%
if families.told:
    shown = [ffc.timeline(families.timeline(families.told)), cut.narrative("case-study", words=200)]
else:
    shown = ffc.notice("No family's story has passed its publication check.", fgc)
shown

# %% [markdown]
# ## What the numbers show

# %%
counts, definitions = cut.indicators(), cut.indicator_definitions()
[
    ffc.indicator_table(counts, definitions.indicators, cut.quarter),
    ffc.control_chart(counts, definitions.indicator("K01")),
    ffc.control_chart(counts, definitions.indicator("K02")),
    ffc.care_table(cut.care_and_plans(), definitions, *ffc.year_apart(cut.quarter)),
    ffc.control_charts(counts, [definitions.indicator("K08"), definitions.indicator("K12")]),
    ffc.flow_table(counts, ffc.last_year(cut.quarter)),
    cut.narrative("numbers", words=150),
]

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
    ffc.record_table(cut.published("audit.sample"), "Case audit: what was drawn and read"),
    ffc.grade_table(grades, agreed, audit),
    ffc.agreement_table(agreed, audit),
    ffc.advice_passage(cut.wording_advice(), synthetic=cut.synthetic),
]

# %%
[ffc.quality_table(cut.published(f"{name}.quality"), cut.instrument(name)) for name in cut.surveys]
