"""What reading one file may cost. Each limit can be set in the environment."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass

MB = 1024 * 1024


def _setting(name: str, default: float) -> float:
    return float(os.environ.get(f"MEASURES_{name}", default))


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, time in seconds.

    The memory ceiling is measured: 200,000 rows × 9 columns take 240 MB, and 50 MB of the densest workbook we could
    make takes 1.0 GB. Ordinary workbooks unpack to 5-40 times their size; a zip bomb to about 1,000 times.
    """

    file_size: int = 50 * MB
    unpacked_size: int = 700 * MB
    ratio: int = 200
    ratio_matters_above: int = 20 * MB
    memory: int = 1500 * MB
    seconds: float = 120
    columns: int = 500

    @classmethod
    def from_environment(cls) -> Limits:
        """The defaults, or MEASURES_MAX_FILE_MB, MEASURES_MAX_MEMORY_MB and MEASURES_MAX_SECONDS where they are set."""
        return cls(
            file_size=int(_setting("MAX_FILE_MB", cls.file_size / MB) * MB),
            memory=int(_setting("MAX_MEMORY_MB", cls.memory / MB) * MB),
            seconds=_setting("MAX_SECONDS", cls.seconds),
        )

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def readable_size(size: float) -> str:
    """Bytes in words: 12 MB, 1.4 GB, 40 kB."""
    if size < 1e6:  # of what is left on a full disk the last megabyte is nothing
        return f"{int(size / 1e3)} kB"
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{round(size / 1e6)} MB"
