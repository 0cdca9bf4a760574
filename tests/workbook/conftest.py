import pytest


@pytest.fixture(autouse=True)
def usual_limits(monkeypatch):
    """What reading a file may cost is not what this machine's own settings say."""
    for name in ("FILE_MB", "MEMORY_MB", "SECONDS"):
        monkeypatch.delenv(f"MEASURES_MAX_{name}", raising=False)
