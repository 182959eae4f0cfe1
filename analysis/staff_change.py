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
# # What changed for staff between two rounds, and would weights alter it?
#
# Synthetic data: the authority, its staff and every answer are invented.
#
# A notebook for the analyst. What it shows of `Estimates` has not passed the disclosure rules and
# is not for passing on; what `cut.published` gives has.

# %%
import ffc_eval as ffc

cut = ffc.open_project().cut()
staff = cut.instrument("staff")
responses = cut.responses("staff")
design = cut.design("staff")
before, after = responses.waves

# %% [markdown]
# ## The released result
#
# The same chart as in the survey summary: hollow is the earlier round, filled the later.

# %%
released = cut.published("staff.change")
ffc.chart(released, staff)

# %% [markdown]
# ## The same from the answers themselves
#
# One statement: "My professional background is respected". Each round first, then the difference
# with its likely range, p last.

# %%
statement = "STF-07"
ffc.proportion(responses, design, statement)

# %%
change = ffc.compare(responses, design, [statement], waves=(before, after))
change.where(statistic="difference")

# %% [markdown]
# Were these the same people? Nobody gave a pseudonym, so the rounds are two samples.

# %%
ffc.attrition(responses, (before, after))

# %% [markdown]
# ## Who is missing
#
# The staff list of the later round by role, from `surveys/staff/frame.csv`; it is invented too.

# %%
roles = {
    group.category: group.people
    for group in staff.frame
    if (group.question, group.wave) == ("STF-01", after)
}
staff_list = {"STF-01": roles}
later = responses.of_wave(after)
ffc.response_rate(later, frame=staff_list)

# %% [markdown]
# ## Weighted to the staff list
#
# Raking gives each role its share of the list. The report shows every margin before and after, and
# what the weights cost: the design effect.

# %%
weighted = ffc.rake(later, design, staff_list)
weighted

# %%
ffc.proportion(later, design, statement)

# %%
ffc.proportion(weighted.responses, weighted.design, statement)

# %% [markdown]
# ## Had the same mix of people answered
#
# Both rounds weighted to the roles and localities of the later one. A change that vanishes here was
# a change of who answered.

# %%
held = ffc.standardised_change(
    responses, design, [statement], waves=(before, after), mix=("STF-01", "STF-04")
)
held.where(statistic="difference")

# %% [markdown]
# ## Do localities differ?
#
# The statement's top answers in each locality; letters name the groups that one lies above.

# %%
ffc.crosstab(later, design, statement, by="STF-04", of="top_box")
