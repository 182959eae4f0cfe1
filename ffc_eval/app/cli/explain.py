"""``ffc-eval explain``: help on a method, an error, a command."""

from __future__ import annotations

from pathlib import Path

import click

TOPICS = Path(__file__).parents[1] / "topics"


@click.command()
@click.argument("topic", required=False)
def command(topic: str | None) -> None:
    """Explain a method, an error or a command in plain English.

    Without TOPIC, lists all topics.
    """
    from ffc_eval.errors import nearest

    names = sorted(path.stem for path in TOPICS.glob("*.md"))
    if topic is None:
        click.echo("Topics: " + ", ".join(names))
        return
    name = topic.strip().lower().replace(" ", "-")
    if name not in names:
        raise click.UsageError(f'There is no topic "{topic}". {nearest(name, names)}')
    click.echo((TOPICS / f"{name}.md").read_text(encoding="utf-8").rstrip())
