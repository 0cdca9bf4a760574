"""The picture of a sheet on the Upload page, as a test sees it and works in it."""

from __future__ import annotations

import itertools
import json

from streamlit.testing.v1 import AppTest

_numbers = itertools.count(1)


def picture(app: AppTest) -> dict:
    """What the browser draws of the sheet that is shown: its columns, rows and words."""
    return json.loads(_element(app).json)["sheet"]


def _element(app: AppTest):
    """What is sent to the browser of it."""
    (proto,) = [e.proto for e in app.get("bidi_component") if e.proto.component_name == "measures_sheet"]
    return proto


def read_as(app: AppTest) -> dict[str, tuple[str, str]]:
    """What each heading is read as, in words, and what is thought of that."""
    shown = picture(app)
    return {c["heading"]: (shown["fields"].get(c["read_as"], ""), c["state"]) for c in shown["columns"]}


def do(app: AppTest, deed: str, *of: object, run: bool = True) -> None:
    """What a person does in the picture: `field`, `put`, `out` or `back`. Deeds that are done while the page works
    are kept up with the ones before."""
    key = _element(app).id.partition("-")[2].partition("-")[2]
    before = app.session_state[key]["deeds"] if key in app.session_state and app.session_state[key] else []
    app.session_state[key] = {"deeds": [*(before or []), [next(_numbers), deed, *of]]}
    if run:
        app.run()
        assert not app.exception, app.exception


def choose(app: AppTest, heading: str, field: str, run: bool = True) -> None:
    """Choose in the menu above a column what it is read as."""
    position = next(c["position"] for c in picture(app)["columns"] if c["heading"] == heading)
    do(app, "field", position, field, run=run)
