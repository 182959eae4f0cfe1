from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.collect.privacy import (
    KEY_VARIABLE,
    SYNTHETIC_KEY,
    fingerprint,
    project_key,
    pseudonym,
)
from ffc_eval.errors import PrivacyError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


@pytest.fixture
def restricted(tmp_path: Path) -> Path:
    return tmp_path / "restricted"


def slug_of(error: pytest.ExceptionInfo[PrivacyError]) -> str:
    return error.value.problems[0].slug


def test_a_key_is_made_at_first_need_and_said_so(project: Path, restricted: Path):
    first = project_key(restricted, synthetic=False, environ={}, project=project)
    assert len(first.secret) == 32
    assert str(restricted) in first.message
    again = project_key(restricted, synthetic=False, environ={}, project=project)
    assert (again.secret, again.message) == (first.secret, "")


def test_only_the_owner_may_read_the_key(project: Path, restricted: Path):
    project_key(restricted, synthetic=False, environ={}, project=project)
    (key,) = restricted.iterdir()
    assert key.stat().st_mode & 0o077 == 0
    assert restricted.stat().st_mode & 0o077 == 0


def test_two_projects_have_two_keys(tmp_path: Path, project: Path):
    keys = {
        project_key(
            tmp_path / name, synthetic=False, environ={}, project=tmp_path / name[::-1]
        ).secret
        for name in ("one", "two")
    }
    assert len(keys) == 2


def test_the_key_is_never_printed(project: Path, restricted: Path):
    key = project_key(restricted, synthetic=False, environ={}, project=project)
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)


def test_invented_people_need_no_key_file(project: Path, restricted: Path):
    key = project_key(restricted, synthetic=True, environ={}, project=project)
    assert key.secret == SYNTHETIC_KEY
    assert not restricted.exists()
    assert list(project.iterdir()) == []


def test_the_environment_names_another_place(project: Path, restricted: Path, tmp_path: Path):
    place = tmp_path / "vault" / "my.key"
    environ = {KEY_VARIABLE: str(place)}
    key = project_key(restricted, synthetic=False, environ=environ, project=project)
    assert place.read_bytes() == key.secret
    assert not restricted.exists()


def test_a_key_inside_the_project_is_refused(project: Path, restricted: Path):
    for inside, environ in (
        (project / "secrets", {}),
        (restricted, {KEY_VARIABLE: str(project / ".." / "project" / "my.key")}),
    ):
        with pytest.raises(PrivacyError) as error:
            project_key(inside, synthetic=False, environ=environ, project=project)
        assert slug_of(error) == "key-in-project"
    assert list(project.iterdir()) == []


@pytest.mark.parametrize("used", ["fingerprint", "work"])
def test_a_key_that_was_used_is_never_made_anew(project: Path, restricted: Path, used: str):
    project_key(restricted, synthetic=False, environ={}, project=project)
    if used == "work":
        (project / ".ffc-eval" / "key-fingerprint").unlink()
        (project / "work" / "ann").mkdir(parents=True)
        (project / "work" / "ann" / "000001.jsonl").touch()
    (restricted / "secret.key").unlink()
    with pytest.raises(PrivacyError) as error:
        project_key(restricted, synthetic=False, environ={}, project=project)
    assert slug_of(error) == "key-missing"
    assert not (restricted / "secret.key").exists()


def test_invented_work_does_not_stand_in_the_way_of_a_first_key(project: Path, restricted: Path):
    (project / "work" / "synthetic-ann").mkdir(parents=True)
    (project / "work" / "synthetic-ann" / "000001.jsonl").touch()
    assert project_key(restricted, synthetic=False, environ={}, project=project).message


def test_another_key_gives_one_clear_message(project: Path, restricted: Path):
    project_key(restricted, synthetic=False, environ={}, project=project)
    (restricted / "secret.key").write_bytes(b"x" * 32)
    with pytest.raises(PrivacyError) as error:
        project_key(restricted, synthetic=False, environ={}, project=project)
    assert slug_of(error) == "another-key"


def test_a_damaged_key_is_not_used(project: Path, restricted: Path):
    restricted.mkdir()
    (restricted / "secret.key").write_bytes(b"short")
    with pytest.raises(PrivacyError) as error:
        project_key(restricted, synthetic=False, environ={}, project=project)
    assert slug_of(error) == "key-damaged"


@given(st.text(min_size=1), st.binary(min_size=32, max_size=32))
def test_a_pseudonym_is_sixteen_digits_and_hides_the_identifier(identifier: str, key: bytes):
    made = pseudonym(key, identifier)
    assert len(made) == 16
    assert int(made, 16) >= 0
    assert made == pseudonym(key, f" {identifier} ")
    assert made != pseudonym(bytes(32)[::-1] + b"1", identifier)


def test_a_pseudonym_is_hmac_sha256():
    assert pseudonym(SYNTHETIC_KEY, "AB12") == pseudonym(SYNTHETIC_KEY, "ab12 ")
    assert pseudonym(SYNTHETIC_KEY, "AB12") != pseudonym(SYNTHETIC_KEY, "ab13")


def test_a_fingerprint_tells_keys_apart():
    assert fingerprint(SYNTHETIC_KEY) != fingerprint(b"x" * 32)
    assert fingerprint(SYNTHETIC_KEY) not in SYNTHETIC_KEY.hex()
