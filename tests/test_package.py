"""The package that `pip install .` makes: all of the program is in it, and it works where there is no checkout."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

from tests.worlds import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The package's file."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """The folder that the package is in, as an installer leaves it."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def test_the_package_has_all_of_the_program_and_nothing_beside_it(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    program = [path for path in (ROOT / "measures").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    around = [
        ROOT / "app.py",
        ROOT / "server.py",
        *(path for path in (ROOT / "pages").rglob("*") if path.suffix in (".py", ".css", ".svg")),
    ]
    assert {path.relative_to(ROOT).as_posix() for path in program} <= names
    assert {f"measures/app/{path.relative_to(ROOT).as_posix()}" for path in around} <= names
    assert {"measures/app/.streamlit/config.toml", "measures/app/data/deflators.csv"} <= names
    assert {name.split("/")[0] for name in names} == {"measures"}, "another package's name is not ours to take"
    assert not [name for name in names if name.endswith((".duckdb", ".pyc"))]


def test_it_asks_for_what_the_requirements_ask_for():
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert PROJECT["dependencies"] == [line.split("#")[0].strip() for line in lines if not line.startswith("#")]


def test_its_command_works_in_any_folder_on_a_store_of_the_persons_own(installed, tmp_path):
    inside = {"PYTHONPATH": str(installed), "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    inside |= {"LOCALAPPDATA": "", "XDG_DATA_HOME": ""}
    environment = {k: v for k, v in os.environ.items() if k != "MEASURES_STORE"} | inside
    entry = (installed / f"measures-{PROJECT['version']}.dist-info" / "entry_points.txt").read_text()
    room, function = re.search(r"measures = (\S+):(\w+)", entry).groups()
    script = f"import sys; sys.argv[0] = 'measures'; from {room} import {function}; sys.exit({function}())"

    def command(*words):
        asked = [sys.executable, "-c", script, *words]
        return subprocess.run(asked, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout

    assert command("--help").startswith("usage: measures ") and "failure_demand" in command("list")
    assert "The demonstration data is in" in command("demo", "--fill-only")
    (store,) = tmp_path.rglob("*.duckdb")
    assert store.name == "demo.duckdb" and store.parent.name.casefold() == "measures"
    assert '"version"' in command("show", "demand_tiers", "--store", str(store))
