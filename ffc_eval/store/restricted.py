"""The folder outside the project where everything lies that could name a person."""

from __future__ import annotations

from pathlib import Path

from ffc_eval.errors import SettingsError


def restricted_folder(
    setting: str, project_id: str, *, project: Path, user_data: Path | None = None
) -> Path:
    """Return the restricted folder of a project; it is not made.

    Parameters
    ----------
    setting
        As ``ffc-eval.toml`` names it, absolute or from the project folder; "" for the default.
    project_id
        Name of its own folder in the user's data directory, where the setting is "".
    project
        The project folder.
    user_data
        The user's data directory of this program; None asks the system.

    Raises
    ------
    SettingsError
        It would lie inside the project.
    """
    if setting:
        place = project / Path(setting).expanduser()
    else:
        place = (user_data or _user_data()) / project_id
    if place.resolve().is_relative_to(project.resolve()):
        raise SettingsError(
            "restricted-inside",
            "The restricted folder would lie inside the project folder.",
            where="ffc-eval.toml, restricted",
            do="Name a folder outside the project: a project must be safe to hand over.",
        )
    return place


def _user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("ffc-eval", appauthor=False)
