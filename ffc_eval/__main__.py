"""``python -m ffc_eval`` is the command line."""

from ffc_eval.app.cli import main

if __name__ == "__main__":
    main()
