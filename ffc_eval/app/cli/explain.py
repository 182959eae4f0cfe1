"""``ffc-eval explain``: help on a method, an error, a command."""

from __future__ import annotations

from pathlib import Path

import click

_COVERS = "Covers: "
TOPICS = Path(__file__).parents[1] / "topics"


@click.command()
@click.argument("topic", required=False)
def command(topic: str | None) -> None:
    """Explain a method, an error or a command in plain English.

    Without TOPIC, lists all topics.
    """
    from ffc_eval.errors import nearest

    files = topics()
    if topic is None:
        click.echo("Topics: " + ", ".join(sorted({path.stem for path in files.values()})))
        return
    name = topic.strip().lower().replace(" ", "-").replace("_", "-")
    if name not in files:
        raise click.UsageError(f'There is no topic "{topic}". {nearest(name, list(files))}')
    text = files[name].read_text(encoding="utf-8")
    click.echo("\n".join(line for line in text.splitlines() if not line.startswith(_COVERS)))


def topics() -> dict[str, Path]:
    """Return the file of each topic, by its name and by every other name that it covers."""
    files = {path.stem: path for path in sorted(TOPICS.glob("*.md"))}
    for path in list(files.values()):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(_COVERS):
                for name in line.removeprefix(_COVERS).split(","):
                    files.setdefault(name.strip(), path)
    return files
