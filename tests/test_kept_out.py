"""What is written beside a store, keys, roles and secrets come neither into git nor into the container's image,
whatever they are called."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from measures.place import roles_path
from measures.store import Store, backup, snapshots, spare
from measures.store.secret import key_path
from tests.worlds import ROOT, households

STORE = Path("data/measures.duckdb")
NEITHER = {"deflators.csv"}  # the government's own figures


def beside() -> set[str]:
    """The names that the program gives to files and folders beside a store, as its text has them, so that nobody
    need remember to add one."""
    names = {f"{backup.FOLDER}x", key_path(STORE).name, roles_path(STORE).name}
    for file in (ROOT / "measures").rglob("*.py"):
        text = file.read_text("utf-8")
        names |= {
            re.sub(r"\{.*?\}", STORE.name, name)
            for name in re.findall(r'(?<!\(__file__\))\.with_name\(f?"(.+?)"\)', text)
        }
        names |= {f"{prefix}x" for prefix in re.findall(r'dir=beside, prefix="(.+?)"', text)}
    return names - NEITHER


def secret() -> list[str]:
    """The same as paths of a checkout: where the store is by itself, where somebody put it, and beside what is
    copied into the image."""
    found = [f"{folder}{name}" for name in beside() for folder in ("data/", "mine/", "measures/")]
    inside = [f"{path}/2026-01-01" for path in found]
    return [*found, *inside, STORE.as_posix(), f"mine/{STORE.name}", ".streamlit/secrets.toml"]


def test_the_names_are_those_that_the_program_writes(tmp_path):
    path = tmp_path / STORE.name
    snapshots.begin(path)
    with Store.open(path) as store:
        store.load([households(3)], "AB")
    spare.make(path)
    written = {each.name for each in tmp_path.iterdir()} - {path.name}
    assert len(written) >= 3 and written <= beside()


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_git_ignores_all_of_them_and_nothing_that_is_in_it(tmp_path):
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)

    def ignored(names: list[str]) -> set[str]:
        ask = ["git", "-c", "core.excludesFile=", "check-ignore", "--no-index", "--stdin"]
        asked = subprocess.run(ask, cwd=tmp_path, input="\n".join(names), capture_output=True, text=True)
        return set(asked.stdout.splitlines())

    assert ignored(secret()) == {*secret()}
    kept = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.duckdb")]
    kept += ["data/deflators.csv", "data/examples/locality.xlsx", "measures/store/spare.py", ".streamlit/config.toml"]
    assert ignored(kept) == set()


def is_let_in(path: str) -> bool:
    """Whether .dockerignore lets a file in: the last line that says something of it, or of a folder that it is in,
    counts."""
    let = True
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            parts = re.split(r"(\*\*/|\*)", line.removeprefix("!"))
            pattern = "".join({"**/": "(.*/)?", "*": "[^/]*"}.get(part, re.escape(part)) for part in parts)
            if re.fullmatch(f"{pattern}(/.*)?", path):
                let = line.startswith("!")
    return let


def test_none_of_them_is_let_into_the_image_and_all_that_it_is_made_of_is(tmp_path):
    assert [path for path in secret() if is_let_in(path)] == []
    container = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
    copied = [word for line in re.findall(r"^COPY (.+) \S+$", container, re.M) for word in line.split()]
    assert "." not in copied
    files = [path for word in copied for path in [ROOT / word, *(ROOT / word).rglob("*")] if path.is_file()]
    for file in files:
        name = file.relative_to(ROOT).as_posix()
        if is_let_in(name):
            (tmp_path / "src" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, tmp_path / "src" / name)
    assert (tmp_path / "src" / "requirements.lock").exists() and not [*tmp_path.rglob("__pycache__")]
    for place, made in ((ROOT, "whole"), (tmp_path / "src", "image")):
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / made]
        subprocess.run(build, cwd=place, check=True)
    whole, image = ({*zipfile.ZipFile(next((tmp_path / made).iterdir())).namelist()} for made in ("whole", "image"))
    assert image == whole
