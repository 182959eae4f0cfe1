"""``ffc-eval explain``: help on a method, an error, a command."""

from __future__ import annotations

from pathlib import Path

import click

from ffc_eval.app.cli.console import json_option, say_json

_COVERS = "Covers: "
TOPICS = Path(__file__).parents[1] / "topics"


@click.command()
@click.argument("topic", required=False)
@json_option
def command(topic: str | None, as_json: bool) -> None:
    """Explain a method, an error or a command in plain English.

    Without TOPIC, lists all topics.
    """
    from ffc_eval.errors import nearest

    files = topics()
    if topic is None:
        listed = sorted({path.stem for path in files.values()})
        if as_json:
            say_json({"topics": listed})
        else:
            click.echo("Topics: " + ", ".join(listed))
        return
    name = topic.strip().lower().replace(" ", "-").replace("_", "-")
    if name not in files:
        raise click.UsageError(f'There is no topic "{topic}". {nearest(name, list(files))}')
    text = files[name].read_text(encoding="utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.startswith(_COVERS))
    if as_json:
        say_json({"topic": files[name].stem, "text": text})
    else:
        click.echo(text)


def topics() -> dict[str, Path]:
    """Return the file of each topic, by its name and by every other name that it covers."""
    files = {path.stem: path for path in sorted(TOPICS.glob("*.md"))}
    for path in list(files.values()):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(_COVERS):
                for name in line.removeprefix(_COVERS).split(","):
                    files.setdefault(name.strip(), path)
    return files
