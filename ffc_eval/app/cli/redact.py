"""``ffc-eval redact``: identifiers taken out of a column of free text."""

from __future__ import annotations

from pathlib import Path

import click

from ffc_eval.app.cli.console import json_option, progress, say, say_json


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--column", "columns", required=True, multiple=True, help="Heading of a column.")
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
@json_option
def command(file: Path, columns: tuple[str, ...], out: Path, as_json: bool) -> None:
    """Copy FILE (csv or xlsx) to a csv with e-mails, phones, names and numbers taken out.

    Only the columns named are changed. A machine cannot find every name: read the result before
    you pass it on.
    """
    from ffc_eval.collect.ingest.redacted_copy import redacted_copy
    from ffc_eval.store import write_atomic

    with progress() as tell:
        tell("redact", "identifiers in free text")
        data, changed = redacted_copy(file, columns)
    write_atomic(out, data)
    if as_json:
        say_json({"changed": changed, "columns": list(columns), "written": out.name})
        return
    cells = "cell" if changed == 1 else "cells"
    say([f"{changed} {cells} changed; written to {out.name}. Read it before you pass it on."])
