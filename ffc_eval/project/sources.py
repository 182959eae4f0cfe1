"""Sources entered in the settings file; a person's comments and order stay."""

from __future__ import annotations

from pathlib import Path

from ffc_eval.project.folder import Folder
from ffc_eval.project.settings import Source
from ffc_eval.store import sha256_file, write_atomic


def checked_count(folder: Folder | None, export: Path) -> str:
    """Return how the people of an export compare with the count on the platform's page.

    "" where there is no project, or where it does not hold the export or nobody looked.
    """
    from ffc_eval.project.project import open_project

    if folder is None:
        return ""
    sha = sha256_file(export)
    sources = open_project(folder.root).settings.sources
    return next((one.checked for one in sources if one.sha256 == sha and one.checked), "")


def enter_source(folder: Folder, source: Source) -> None:
    """Write a source into ``ffc-eval.toml``, in place of the one of its survey and wave."""
    import tomlkit

    document = tomlkit.parse(folder.settings.read_text(encoding="utf-8-sig"))
    entries = document.get("sources")
    if entries is None:
        entries = tomlkit.aot()
        document["sources"] = entries
    table = tomlkit.table()
    for name, text in source.model_dump(exclude_defaults=True).items():
        table[name] = text
    places = [
        place
        for place, entry in enumerate(entries)
        if (entry.get("survey"), entry.get("wave")) == (source.survey, source.wave)
    ]
    if places:
        entries[places[0]] = table
    else:
        table.trivia.indent = "\n"
        entries.append(table)
    write_atomic(folder.settings, tomlkit.dumps(document).encode())
