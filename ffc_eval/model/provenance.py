"""Where an object came from: sources, settings, seed, versions, steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Provenance:
    """Origin of an object; holds no file name, path, host, user or clock time.

    Parameters
    ----------
    sources
        SHA-256 of each source file, under a name of ours (survey and wave), never the file's own.
    settings
        Settings that shaped the object, as text.
    seed
        Seed of any random step, or None.
    steps
        What was done, one short sentence a step, in order.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    seed: int | None = None
    steps: tuple[str, ...] = ()

    def then(self, step: str, **settings: str) -> Provenance:
        """Return this provenance with one more step."""
        return replace(self, steps=(*self.steps, step), settings={**self.settings, **settings})

    def joined(self, other: Provenance) -> Provenance:
        """Return the provenance of an object made from two; shared steps stand once."""
        return Provenance(
            sources={**self.sources, **other.sources},
            settings={**self.settings, **other.settings},
            seed=self.seed if self.seed is not None else other.seed,
            steps=tuple(dict.fromkeys((*self.steps, *other.steps))),
        )
