"""The command line: ``ffc-eval``."""

from __future__ import annotations


def main() -> None:
    """Run the command line; exit 0 done, 1 findings, 2 the input is at fault, 3 internal error."""
    from ffc_eval.app.cli.program import run

    raise SystemExit(run())
