"""From stored exports to responses: found by hash, read, identifiers taken out, cached."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from ffc_eval.errors import StoreError
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.responses import Responses, RowAccount
from ffc_eval.store import Cache, Kept, RawStore, content_key, restricted_folder, sha256_file

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from ffc_eval.collect.ingest.export import Export
    from ffc_eval.project.settings import Source
    from ffc_eval.project.workspace import Tell, Workspace


def read_waves(project: Workspace, instrument: Instrument, code: str, tell: Tell) -> Responses:
    """Return the responses of every wave of a survey that the quarter covers.

    Raises
    ------
    ExportError
        An export no longer fits its instrument.
    StoreError
        A stored export is missing or was changed.
    """
    from ffc_eval.collect.ingest import merge_waves

    sources = {source.wave: source for source in project.sources(instrument.id)}
    parts = []
    for wave in instrument.waves:
        tell("read", f"{instrument.id}, {wave.id}")
        secret, message = secret_key(project, synthetic=bool(sources[wave.id].file))
        if message:
            tell("read", message)
        parts.append(_read(project, sources[wave.id], instrument, secret, code))
    return merge_waves(parts)


def source_path(project: Workspace, source: Source) -> Path:
    """Return the file of a stored export.

    Raises
    ------
    StoreError
        It is missing, or its bytes are not those that were stored.
    """
    if source.sha256:
        return raw_store(project).path(source.sha256)
    path = project.folder.data(source.survey) / source.file
    if not path.is_file():
        raise StoreError(
            "synthetic-missing",
            "A synthetic export of this project is missing.",
            where=f"surveys/{source.survey}/data",
            do="Make the example again with ffc-eval init DIR --example.",
        )
    return path


def stored_export(project: Workspace, source: Source) -> Export:
    """Return a stored export, read with the platform and the questionnaire it was added with.

    Raises
    ------
    ExportError
        It cannot be read.
    StoreError
        It, or its questionnaire, is missing or was changed.
    """
    from ffc_eval.collect.ingest import read_export

    asked = raw_store(project).path(source.definition) if source.definition else None
    path = source_path(project, source)
    return read_export(path, platform=source.platform or None, definition=asked)


def restricted(project: Workspace) -> Path:
    """Return the restricted folder of a project, outside it."""
    settings = project.settings.project
    return restricted_folder(settings.restricted, settings.id, project=project.folder.root)


def raw_store(project: Workspace) -> RawStore:
    """Return the store of raw exports."""
    return RawStore(restricted(project) / "raw")


def secret_key(project: Workspace, *, synthetic: bool) -> tuple[bytes, str]:
    """Return the key behind pseudonyms, and what the user must be told of it."""
    from ffc_eval.collect.privacy import project_key

    key = project_key(
        restricted(project), synthetic=synthetic, environ=os.environ, project=project.folder.root
    )
    return key.secret, key.message


def _read(
    project: Workspace, source: Source, instrument: Instrument, secret: bytes, code: str
) -> Responses:
    from ffc_eval.collect.privacy import fingerprint

    path = source_path(project, source)
    key = content_key(
        step="responses",
        code=code,
        source=source.sha256 or sha256_file(path),
        platform=source.platform,
        definition=source.definition,
        wave=source.wave,
        instrument=repr(instrument),
        key=fingerprint(secret),
    )
    cache = Cache(project.folder.derived / "cache")
    kept = cache.load(key)
    if kept is not None:
        return _unpacked(kept, instrument)
    responses = _redacted(_fresh(project, source, instrument, secret))
    cache.save(key, _packed(responses))
    return responses


def _fresh(project: Workspace, source: Source, instrument: Instrument, secret: bytes) -> Responses:
    from ffc_eval.collect.ingest import to_responses

    return to_responses(stored_export(project, source), instrument, source.wave, key=secret)


def _redacted(responses: Responses) -> Responses:
    """Take identifiers out of free text, before anything is kept in the project folder."""
    from ffc_eval.collect.privacy import redact_texts

    values = responses.values.copy()
    for question in responses.instrument:
        if question.type == "text" and question.id in values.columns:
            column = values[question.id]
            written = column.notna()
            values.loc[written, question.id] = redact_texts(column[written].tolist())
    provenance = responses.provenance.then("Identifiers taken out of free text.")
    return replace(responses, values=values, provenance=provenance)


def _packed(responses: Responses) -> Kept:
    frames: dict[str, pd.DataFrame] = {
        "values": responses.values,
        "reasons": responses.reasons,
        "context": responses.context,
    }
    rows = {wave: asdict(account) for wave, account in responses.rows.items()}
    return Kept(frames, {"rows": rows, "provenance": asdict(responses.provenance)})


def _unpacked(kept: Kept, instrument: Instrument) -> Responses:
    meta: dict[str, Any] = dict(kept.meta)
    provenance = Provenance(**{**meta["provenance"], "steps": tuple(meta["provenance"]["steps"])})
    rows = {wave: RowAccount(**account) for wave, account in meta["rows"].items()}
    return Responses(instrument=instrument, rows=rows, provenance=provenance, **kept.frames)
