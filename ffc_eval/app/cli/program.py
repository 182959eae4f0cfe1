"""The ``ffc-eval`` command: sub-commands by name, each loaded when it is called."""

from __future__ import annotations

import importlib
import io
import sys
import traceback

import click

from ffc_eval.errors import FfcError

COMMANDS = {
    "init": ("ffc_eval.app.cli.init", "Make a new project folder."),
    "survey": ("ffc_eval.app.cli.survey", "Inspect, add or draft a survey; write it as a form."),
    "case": ("ffc_eval.app.cli.case", "Keep the case studies: families, consent, contacts, plans."),
    "check": ("ffc_eval.app.cli.check", "List every problem of settings, instruments and exports."),
    "run": ("ffc_eval.app.cli.run", "Read and analyse everything of a quarter."),
    "report": ("ffc_eval.app.cli.report", "Make one report; runs what it needs first."),
    "sample": ("ffc_eval.app.cli.sample", "Draw cases, check readers' agreement, compare waves."),
    "redact": ("ffc_eval.app.cli.redact", "Take identifiers out of a column of free text."),
    "explain": ("ffc_eval.app.cli.explain", "Explain a method, an error or a command."),
    "doctor": ("ffc_eval.app.cli.doctor", "Say what is installed, optional and missing."),
}
"""Command name, module that holds a click command ``command``, one line of help."""


class Commands(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of the command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table above, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Answer a misspelt command with the nearest one."""
        from ffc_eval.errors import nearest

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(
                f'There is no command "{args[0]}". {nearest(args[0], list(COMMANDS))}'
            )
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ffc-eval", prog_name="ffc-eval")
def program() -> None:
    """Evaluation reports from raw survey exports: every number with its base and interval.

    Start with "ffc-eval report quarterly-learning" in a project folder, or
    "ffc-eval survey add EXPORT" with an export of your own.
    """


def run() -> int:
    """Run the program and return the exit status; the user sees no traceback."""
    _speak_utf8()
    try:
        result = program.main(prog_name="ffc-eval", standalone_mode=False)
    except FfcError as error:
        click.echo(_harmless(error), err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing half-done was kept; run the same command to go on.", err=True)
        return 2
    except Exception as error:
        click.echo(_internal(error), err=True)
        return 3
    return result if isinstance(result, int) else 0


def _speak_utf8() -> None:
    """Write UTF-8 into files and pipes too: Windows would use a code page without most letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _harmless(error: FfcError) -> str:
    from ffc_eval.app.cli.console import harmless

    return harmless(str(error))


def _internal(error: Exception) -> str:
    """Say where the program failed; an exception's own words may hold a person's, so not them."""
    frames = [
        f"{frame.filename.replace(chr(92), '/').rpartition('/ffc_eval/')[2]}:{frame.lineno}"
        for frame in traceback.extract_tb(sys.exc_info()[2])
        if "ffc_eval" in frame.filename
    ]
    return (
        f"Internal error [{type(error).__name__}]\n"
        "  what   The program has a fault; your files are as they were.\n"
        f"  where  {' < '.join(reversed(frames[-4:]))}\n"
        "  do     Report this with the two lines above; they hold nothing of your data.\n"
        "         More: ffc-eval explain internal-error"
    )
