"""What is shipped: the project that a user starts from, and never anything real."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from built_reports import FORMATS, MAIN, ROOT, Place, Run, ended
from conftest import Built

REAL = (
    "surveys/x/data/real.csv",
    "surveys/staff/data/October export.xlsx",
    "surveys/x/frame.csv",
    "work/anna/work.sqlite",
    "work/anna/000001.jsonl",
    "reports/out/2025-Q1/quarterly-learning.html",
    ".ffc-eval/cache/00/frame.parquet",
)
SECRET = b"Mrs Realname, 1 Real Street"


def git(*words: str, cwd: Path = ROOT) -> list[str]:
    done = subprocess.run(["git", *words], cwd=cwd, capture_output=True, check=False)
    return done.stdout.decode().split("\0" if "-z" in words else "\n")


def tracked() -> list[Path]:
    return [ROOT / name for name in git("ls-files", "-z") if name and (ROOT / name).is_file()]


needs_git = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(),
    reason="not a clone: what is tracked can only be asked of git",
)


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Wheel and source distribution, built from a copy of the tree that holds real files.

    There is no .gitignore in the copy: what keeps real files out must not hang on it.
    """
    tree = tmp_path_factory.mktemp("tree")
    for name in ("ffc_eval", "surveys", "reports", "analysis", "work"):
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "out")
            )
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "ffc-eval.toml"):
        shutil.copyfile(ROOT / name, tree / name)
    for name in REAL:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(SECRET)
    command = [sys.executable, "-m", "hatchling", "build", "-d", "dist"]
    subprocess.run(command, cwd=tree, check=True, capture_output=True)
    (wheel,) = (tree / "dist").glob("*.whl")
    (sdist,) = (tree / "dist").glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as held:
        in_wheel = {name: held.read(name) for name in held.namelist()}
    with tarfile.open(sdist) as held:
        files = [member for member in held.getmembers() if member.isfile()]
        in_sdist = {
            member.name.partition("/")[2]: held.extractfile(member).read() for member in files
        }
    return {"wheel": in_wheel, "sdist": in_sdist}


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_no_real_file_is_packed(distributions, kind: str):
    packed = distributions[kind]
    assert len(packed) > 300
    assert [name for name in packed if name.endswith(REAL)] == []
    assert not any(SECRET in data for data in packed.values())
    assert not any("/data/" in name or name.startswith("work/") for name in packed)


def test_the_wheel_holds_the_project_that_a_user_starts_from(distributions):
    wheel = distributions["wheel"]
    for path in (*ROOT.glob("surveys/**/*.yaml"), *ROOT.glob("reports/*.py")):
        name = f"ffc_eval/_project/{path.relative_to(ROOT).as_posix()}"
        assert wheel[name] == path.read_bytes(), name
    for path in (*ROOT.glob("analysis/*.py"), *ROOT.glob("reports/narrative/*/*.md")):
        assert f"ffc_eval/_project/{path.relative_to(ROOT).as_posix()}" in wheel
    assert "ffc_eval/_project/ffc-eval.toml" in wheel


def test_the_wheel_holds_help_templates_and_fonts_with_their_licences(distributions):
    wheel = set(distributions["wheel"])
    package = ROOT / "ffc_eval"
    kinds = ("*.md", "*.ttf", "*.woff2", "*.j2", "*.typ", "*.css", "*.xml", "*.txt", "py.typed")
    wanted = {path.relative_to(ROOT).as_posix() for kind in kinds for path in package.rglob(kind)}
    assert len(wanted) > 200
    assert wanted - wheel == set()
    fonts = {Path(name).parent for name in wheel if name.endswith((".ttf", ".woff2"))}
    licences = {Path(name).parent for name in wheel if Path(name).name.startswith("OFL")}
    assert fonts
    assert fonts <= licences
    assert any(name.endswith("licenses/LICENSE") for name in wheel)


def test_the_tests_are_not_in_the_wheel(distributions):
    assert not any(name.startswith("tests/") for name in distributions["wheel"])


@pytest.fixture(scope="module")
def installed(
    distributions, main_job: Built, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Place, list[Run]]:
    """The wheel unpacked where nothing of the clone is seen; a project started, a report made."""
    folder = tmp_path_factory.mktemp("installed")
    for name, data in distributions["wheel"].items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "home").mkdir()
    place = Place(folder / "mine", folder / "home", {"PYTHONPATH": str(folder / "site")})
    environment = place.environment()
    runs = []
    for words, cwd in (
        (("init", "mine", "--example"), folder),
        (("report", "quarterly-learning"), place.project),
    ):
        if "report" in words:  # the same files give the same cache: it saves time
            cache = main_job.place.project / ".ffc-eval" / "cache"
            shutil.copytree(cache, place.project / ".ffc-eval" / "cache")
        process = subprocess.Popen(
            [sys.executable, "-c", f"import ffc_eval; print(ffc_eval.__file__)\n{MAIN}", *words],
            cwd=cwd,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        runs.append(ended(process))
    return place, runs


def test_the_wheel_alone_starts_a_project_and_makes_the_report(installed):
    place, runs = installed
    assert [run.code for run in runs] == [0, 0], runs[-1].err
    assert all(run.out.startswith(str(place.project.parent / "site")) for run in runs)
    assert {path.name for path in place.out.iterdir()} == {
        *(f"quarterly-learning.{ending}" for ending in FORMATS),
        "manifest.json",
    }


def test_what_the_wheel_makes_is_what_the_clone_makes(installed, main_job: Built):
    place, _ = installed
    for name in FORMATS:
        one, other = place.report()[name], main_job.place.report()[name]
        assert one.read_bytes() == other.read_bytes(), name


def test_a_project_that_is_started_keeps_real_files_out_of_git(installed, tmp_path: Path):
    place, _ = installed
    repository = tmp_path / "repository"
    repository.mkdir()
    shutil.copyfile(place.project / ".gitignore", repository / ".gitignore")
    ignored = ignored_in(repository)
    assert ignored == set(REAL)


def ignored_in(folder: Path) -> set[str]:
    if not (folder / ".git").exists():
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    names = [*REAL, "surveys/x/data/synthetic-2025.csv", "work/synthetic-ash/000001.jsonl"]
    return {name for name in git("check-ignore", "--no-index", *names, cwd=folder) if name}


@needs_git
def test_real_files_are_ignored_in_the_clone_and_synthetic_ones_are_not():
    assert ignored_in(ROOT) == set(REAL)


@needs_git
def test_only_synthetic_data_are_tracked():
    for path in tracked():
        inside = path.relative_to(ROOT)
        if inside.parts[0] == "surveys" and "data" in inside.parts:
            assert path.name.startswith("synthetic-"), inside
        if inside.parts[0] == "work":
            assert inside.parts[1].startswith("synthetic-"), inside


@needs_git
def test_no_tracked_file_is_large():
    large = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.stat().st_size > 1_000_000 and path.suffix not in (".ttf", ".woff2")
    ]
    assert large == []


@needs_git
def test_no_lock_file_and_nothing_derived_is_tracked():
    names = {path.relative_to(ROOT).as_posix() for path in tracked()}
    derived = (".ffc-eval/", "reports/out/", "dist/", ".venv/")
    assert "uv.lock" not in names
    assert not any(name.startswith(derived) or "__pycache__" in name for name in names)


HOSTS = tuple(f"{name}.org" for name in ("pypi", "pythonhosted"))
MACHINE = re.compile(
    rf"(?<![\w.~])/(?:{'|'.join(('Users', 'root', 'work'))})/\w\w|[A-Z]:\\Users\\\w"
    rf"|{re.escape(str(ROOT))}\b|{re.escape(str(Path.home()))}/\w"
)


@needs_git
def test_no_tracked_text_names_a_machine_or_a_package_registry():
    told = []
    for path in tracked():
        if "exports" in path.parts or path.suffix in (".png", ".ttf", ".woff2", ".xlsx", ".sav"):
            continue
        text = path.read_bytes().decode("utf-8", errors="replace")
        told += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text]
        told += [f"{path.relative_to(ROOT)}: {found}" for found in MACHINE.findall(text)]
    assert told == []


def test_every_version_is_pinned_exactly_and_none_comes_from_an_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = project["tool"]["uv"]["constraint-dependencies"]
    assert len(pins) > 100
    for pin in pins:
        assert re.match(r"[a-z0-9._-]+==[\w.]+(?: ; .+)?$", pin), pin
    assert "://" not in "".join(pins)
    (builder,) = project["build-system"]["requires"]
    assert builder in pins


def test_every_dependency_has_its_pin():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = {pin.partition("==")[0] for pin in project["tool"]["uv"]["constraint-dependencies"]}
    groups = [*project["dependency-groups"].values()]
    extras = [*project["project"]["optional-dependencies"].values()]
    wanted = [
        name for names in (project["project"]["dependencies"], *groups, *extras) for name in names
    ]
    names = {re.split(r"[<>=\[ ;]", name)[0].lower().replace("_", "-") for name in wanted}
    assert names - pinned == set()
