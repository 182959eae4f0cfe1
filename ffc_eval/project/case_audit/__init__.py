"""The case audit of a project: case lists, draws, readers' workbooks, markings."""
