"""What a file is called that is taken away: failure-demand_2026-11-23.png."""

from __future__ import annotations

import datetime as dt
import re

# What a browser is told of each kind of file, by its ending.
MIME = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
}


def file_name(title: str, ending: str, day: dt.date) -> str:
    """The name of a file of something with this title, made on this day. Only letters, digits and hyphens are in it,
    which every system and every mail program lets through."""
    words = "-".join(re.findall(r"[^\W_]+", title.lower()))
    return f"{words or 'measure'}_{day.isoformat()}.{ending}"
