"""What is installed is locked: each package that comes along has one version for each Python, and hashes of its
files."""

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.worlds import ROOT

LOCKED = re.compile(r"^([\w.-]+)==([^\s;]+).*((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)((?:\n    #.*)+)", re.M)
PAIRS = {
    "requirements.txt": "requirements.lock",
    "requirements-test.txt": "requirements-test.lock",
    "requirements-spark.txt": "requirements-spark.lock",
}
MEND = "run `make lock`"


def required(name: str) -> dict[str, str]:
    """The version of each package that a file of requirements names."""
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines()]
    return dict(line.split("==") for line in lines if line and not line.startswith("-r"))


def locked(name: str) -> dict[str, tuple[set[str], str]]:
    """The versions of each package that a lock has, and what it says of who wants it."""
    text = (ROOT / name).read_text("utf-8")
    found = LOCKED.findall(text)
    assert len(found) == len(re.findall(r"^[\w.-]+==", text, re.M)), "each package has its hashes"
    return {
        package: ({version for each, version, *_ in found if each == package}, wanted)
        for package, _, _, wanted in found
    }


@pytest.mark.parametrize(("asked", "lock"), PAIRS.items())
def test_a_lock_has_what_the_requirements_ask_for_and_no_more(asked, lock):
    here = locked(lock)
    direct = {name: versions for name, (versions, wanted) in here.items() if f"-r {asked}\n" in f"{wanted}\n"}
    assert direct == {name: {version} for name, version in required(asked).items()}, MEND


def test_spark_and_the_tests_have_one_translator():
    assert locked("requirements-spark.lock")["sqlglot"][0] == locked("requirements-test.lock")["sqlglot"][0], MEND


def test_the_tests_run_with_what_the_app_runs_with():
    tests = locked("requirements-test.lock")
    assert all(tests[name][0] == versions for name, (versions, _) in locked("requirements.lock").items()), MEND


def test_a_lock_has_everything_that_comes_along():
    """As the packages that are installed here say it: a lock without one of them could not be installed with hashes."""
    names = locked("requirements-test.lock")
    for name in list(names):
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # for another system
            continue
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                assert canonicalize_name(need.name) in names, f"{name} needs {need}: {MEND}"


@pytest.mark.parametrize("lock", PAIRS.values())
def test_a_lock_names_no_place_to_fetch_from(lock):
    assert not re.search(r"https?:|--(extra-)?index|--find-links", (ROOT / lock).read_text("utf-8"))
