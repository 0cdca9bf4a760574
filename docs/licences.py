"""Write docs/licences.md: every package that the app stands on, as locked, with the licence that it says it has.

python docs/licences.py, in an environment with the locked packages.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.M)
CLASSIFIER = "License :: OSI Approved :: "
ELSEWHERE = "not installed here: for another system"


def packages() -> list[tuple[str, str]]:
    """Every locked package and its version."""
    return LOCKED.findall((ROOT / "requirements.lock").read_text("utf-8"))


def licence(name: str) -> str:
    """The licence that a package says it has, in few words."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ELSEWHERE
    classified = [
        each.removeprefix(CLASSIFIER) for each in about.get_all("Classifier") or () if each.startswith(CLASSIFIER)
    ]
    said = about.get("License-Expression") or (about.get("License") or "").strip()
    if not said or "\n" in said or len(said) > 60:
        said = ", ".join(classified) or said.split("\n")[0].strip() or "not said"
    return said.replace("|", "/")


def main() -> None:
    """Write the page."""
    rows = [f"| {name} | {version} | {licence(name)} |" for name, version in packages()]
    words = [
        "# Licences",
        "",
        "What the app stands on (`requirements.lock`), each with the licence that the package itself says it has. "
        "Measures is under the",
        "MIT licence. This page is written by `python docs/licences.py`.",
        "",
        "| Package | Version | Licence |",
        "| --- | --- | --- |",
        *rows,
    ]
    (ROOT / "docs" / "licences.md").write_text("\n".join(words) + "\n", "utf-8")


if __name__ == "__main__":
    main()
