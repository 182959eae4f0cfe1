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
# # Survey summary

# %%
# The topline of one survey on the day its export arrives. In Jupyter, set the survey below.
import ffc_eval as ffc

# %% tags=["parameters"]
survey = "staff"
cut = ffc.open_project().cut()

# %%
instrument = cut.instrument(survey)
answers = cut.published(f"{survey}.items")

# %% [markdown]
# ## Who answered

# %%
[
    ffc.kind_passage(instrument, cut.linked(survey)),
    *ffc.weight_words(instrument, cut.counting(survey).left_out),
    ffc.who_answered(cut.rows(survey), instrument),
]

# %% [markdown]
# ## Who is missing

# %%
listed = [cut.published(f"{survey}.response.{name}") for name in cut.framed(survey)]
ffc.missing_tables(listed, instrument)

# %% [markdown]
# ## What people answered

# %%
shown = ffc.topline(answers, instrument)
if f"{survey}.dates" in cut.results(survey):
    shown = [*shown, ffc.date_table(cut.published(f"{survey}.dates"))]
shown

# %% [markdown]
# ## What changed between rounds

# %%
if len(instrument.waves) > 1:
    change = cut.published(f"{survey}.change")
    shown = [ffc.change_lead(change, instrument), ffc.chart(change, instrument)]
else:
    shown = ffc.notice("There is one round so far, so nothing can be compared.")
if cut.linked(survey) != "cross_section":
    both = cut.published(f"{survey}.attrition")
    shown = [*ffc.linked_tables(both, instrument, cut.linked(survey)), *shown]
shown

# %% [markdown]
# ## Differences between groups

# %%
splits = [cut.published(f"{survey}.items.{name}") for name in instrument.domains]
if splits:
    shown = [ffc.table(split, instrument) for split in splits]
else:
    shown = ffc.notice("The instrument names no question that results are split by.")
shown

# %% [markdown]
# ## What people wrote about

# %%
if instrument.codebook:
    themes = cut.published(f"{survey}.themes")
    shown = [
        ffc.theme_lead(themes, cut.codebook),
        ffc.chart(themes, instrument, codebook=cut.codebook),
    ]
else:
    shown = ffc.notice("The survey names no codebook, so comments are not sorted into themes.")
shown

# %%
if cut.has_comments(survey):
    shown = ffc.phrase_table(cut.published(f"{survey}.phrases"), instrument)
else:
    shown = ffc.notice("Nobody was asked to write anything.")
shown

# %% [markdown]
# ## Appendix: change with the same mix of people

# %%
if cut.linked(survey) != "cross_section":
    shown = ffc.notice("Some people answered both rounds: their change needs no mix to be held.")
elif f"{survey}.mix" in cut.results(survey):
    held = ffc.Caption(
        "Had the same groups answered in the same proportions in both rounds",
        "Shares are weighted to the later round's mix; counts are people. A change that vanishes "
        "here was a change of who answered.",
    )
    shown = ffc.table(cut.published(f"{survey}.mix"), instrument, caption=held)
else:
    shown = ffc.notice("There are no two rounds whose mix of people could be held.")
shown

# %% [markdown]
# ## Appendix: weights

# %%
names = [name for name in cut.results(survey) if name.startswith(f"{survey}.weights")]
weights = [cut.published(name) for name in names]
ffc.weight_tables(weights, instrument, cut.counting(survey).left_out)

# %% [markdown]
# ## Appendix: tests of differences between groups

# %%
names = [name for name in cut.results(survey) if name.startswith(f"{survey}.tests")]
tests = [cut.published(name) for name in names]
if tests:
    shown = [block for test in tests for block in ffc.letters_tables(test, instrument)]
else:
    shown = ffc.notice("The instrument names no question that results are split by.")
shown

# %% [markdown]
# ## Appendix: data quality

# %%
ffc.quality_table(cut.published(f"{survey}.quality"), instrument)
