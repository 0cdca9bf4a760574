"""The rules of the house: each library has its room, imports point one way, and a page is short and only arranges."""

import ast
import re
from functools import cache

from tests.conftest import LONG
from tests.worlds import ROOT

MAY_USE = {
    "streamlit": ("app.py", "server.py", "pages", "tests", "bench"),
    "starlette": ("server.py", "pages/ui/door.py"),
    "duckdb": ("measures/store", "tests", "bench"),
    "openpyxl": ("measures/workbook", "measures/export", "data/examples", "tests", "bench"),
    "fastexcel": ("measures/workbook/formats", "tests", "bench"),
    "altair": ("measures/views", "tests", "bench"),
    "vl_convert": ("measures/export", "tests", "bench"),
    "pptx": ("measures/export", "tests"),
    "pyspark": ("measures/roll_up/spark.py", "tests/spark"),
    "sqlglot": ("measures/roll_up/spark.py", "tests"),
    "psutil": ("measures/workbook", "tests", "bench"),
}
# What a part of the house is above, from the top down; a part may use its own layer and those below.
LAYERS = (
    ("app", "server"),
    ("pages",),
    ("pages.ui",),
    ("measures.__main__",),
    ("measures.arguments",),
    (
        "measures.backup_command",
        "measures.doctor_command",
        "measures.erase_command",
        "measures.export_command",
        "measures.pack_command",
        "measures.publish_command",
        "measures.roll_up_command",
        "measures.share_command",
    ),
    ("measures.commands",),
    ("measures.doctor", "measures.papers"),
    ("measures.erasing",),
    ("measures.roll_up",),
    ("measures.releases",),
    ("measures.export", "measures.views"),
    ("measures.backups", "measures.behind", "measures.loading", "measures.demonstration", "measures.drafts"),
    (
        "measures.answers",
        "measures.audit",
        "measures.board",
        "measures.inbox",
        "measures.meetings",
        "measures.over_time",
        "measures.questions",
        "measures.workbook",
    ),
    (
        "measures.access",
        "measures.disclosure",
        "measures.personal",
        "measures.shown_quarters",
        "measures.shown_shares",
        "measures.store",
        "measures.catalogue",
        "measures.sheets",
    ),
    (
        "measures.likeness",
        "measures.later",
        "measures.nameless",
        "measures.shapes",
        "measures.definition",
        "measures.money",
        "measures.uploads",
        "measures.cells",
        "measures.schema",
        "measures.place",
        "measures.record",
        "measures.spc",
        "measures.problems",
        "measures.glossary",
        "measures.erasure",
        "measures.sql",
        "measures.plurals",
        "measures.words",
        "measures.leading",
        "measures.logs",
        "measures.rounding",
    ),
)
FILES = [
    path.relative_to(ROOT)
    for top in ("app.py", "server.py", "pages", "measures", "data", "tests", "bench")
    for path in ([ROOT / top] if top.endswith(".py") else sorted((ROOT / top).rglob("*.py")))
    if path.exists()
]
OURS = [path for path in FILES if path.parts[0] in ("app.py", "server.py", "pages", "measures")]
PAGES = [path for path in FILES if path.parent.as_posix() == "pages" and path.name != "__init__.py"]


def each(paths):
    """One test of a rule over all these files, which tells every file that breaks it: a test for each file and rule
    were two thousand, and took as long as reading them all."""

    def of(rule):
        def test():
            broken = {}
            for path in paths:
                try:
                    rule(path)
                except AssertionError as why:
                    broken[path.as_posix()] = str(why)
            assert paths
            assert not broken

        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return of


@cache
def tree_of(path) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


@cache
def nodes_of(path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def teardown_module():
    for kept in (tree_of, nodes_of, imports):
        kept.cache_clear()  # the next tests need not carry them


@cache
def imports(path) -> set[str]:
    """Every module a file imports, wherever in it and if only for its types; `from a import b` may be the module
    a.b."""
    found = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(part + ".")


def layer(name: str) -> int | None:
    """How far down the house a module is: of the parts that hold it, the one with the longest name."""
    held = [(len(part), depth) for depth, parts in enumerate(LAYERS) for part in parts if within(name, part)]
    return max(held)[1] if held else None


def module(path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def test_there_is_a_house_to_look_at():
    assert len(OURS) > 30 and all(layer(module(path)) is not None or path.name == "__init__.py" for path in OURS)


@each([path for path in OURS if path.parts[:2] != ("measures", "export")])
def test_what_makes_a_file_is_imported_when_it_is_asked_for(path):
    """Slides, workbooks and pictures come with libraries that take half a second: no page and no command waits for
    them."""
    makes = {"document", "measures_workbook", "picture", "slides", "workbook", "xlsx_chart"}
    for node in tree_of(path).body:
        if isinstance(node, ast.ImportFrom) and within(str(node.module), "measures.export"):
            assert not makes & {*str(node.module).split("."), *(alias.name for alias in node.names)}


@each(FILES)
def test_each_library_is_used_in_its_own_room_only(path):
    used = {name.split(".")[0] for name in imports(path)}
    for library, rooms in MAY_USE.items():
        if library in used:
            assert path.as_posix().startswith(rooms), f"{library} belongs in {', '.join(rooms)}"


@each(OURS)
def test_imports_point_down_the_house(path):
    assert not [n for n in nodes_of(path) if isinstance(n, ast.ImportFrom) and n.level], "imports say it all"
    here = layer(module(path))
    ours = [name for name in imports(path) if name.split(".")[0] in ("app", "pages", "measures")]
    layers = {name: layer(name) for name in ours}
    above = [name for name, there in layers.items() if here is not None and there is not None and there < here]
    assert not above, f"{module(path)} imports {above}, which is above it"
    assert "pages" not in [name.split(".")[0] for name in ours] or path.parts[0] in ("app.py", "server.py", "pages")


def test_no_two_rooms_need_each_other():
    def room(name: str) -> str:
        return ".".join(name.split(".")[:2])

    needs: dict[str, set[str]] = {}
    for path in OURS:
        if path.parts[0] == "measures":
            needs.setdefault(room(module(path)), set()).update(map(room, imports(path)))
    for _ in needs:  # and what these need, and so on
        needs = {one: its.union(*(needs.get(other, ()) for other in its)) for one, its in needs.items()}
    assert not {one for one, its in needs.items() if any(one in needs.get(other, ()) for other in its - {one})}


@each(PAGES)
def test_a_page_is_short_and_only_arranges(path):
    text = (ROOT / path).read_text("utf-8")
    nodes = nodes_of(path)
    assert len(text.splitlines()) <= 80
    assert not [n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)], (
        "it belongs in pages/ui"
    )
    for forbidden in (
        r"\bSELECT\s",
        r"\bINSERT\s",
        r"\bUPDATE\s+\w+\s+SET",
        r"\bGROUP BY\b",
        r"\bgroupby\b",
        r"\balt\.",
    ):
        assert not re.search(forbidden, text), forbidden


@each(OURS)
def test_nothing_from_a_link_or_a_file_is_run(path):
    called = {n.func.id for n in nodes_of(path) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not {"eval", "exec", "compile", "__import__"} & called
    assert not {"pickle", "marshal", "shelve", "dill", "joblib"} & {n.split(".")[0] for n in imports(path)}
    said = {n.attr for n in nodes_of(path) if isinstance(n, ast.Attribute)}
    assert not {"read_pickle", "to_pickle", "system", "popen"} & said
    shell = [k for n in nodes_of(path) if isinstance(n, ast.Call) for k in n.keywords if k.arg == "shell"]
    assert not shell, "no shell: a file's name is a stranger's"


@each([path for path in OURS if path.parts[0] == "measures"])
def test_what_others_use_says_what_it_is_for(path):
    """Modules, classes and functions. A property or method of a few words may let its name and type say it."""
    tree = tree_of(path)
    assert ast.get_docstring(tree) or not tree.body, "the module"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and node.name != "main":
            assert ast.get_docstring(node), node.name
        for inner in node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else ():
            if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                assert ast.get_docstring(inner) or inner.end_lineno - inner.lineno <= 8, f"{node.name}.{inner.name}"


@each(OURS)
def test_a_class_has_a_name_of_the_field(path):
    """A mapping, an override, an outcome: what was said, found, seen or told could be anything."""
    names = {node.name for node in nodes_of(path) if isinstance(node, ast.ClassDef)}
    assert not names & {"Said", "Found", "Seen", "Told"}


@each([path for path in OURS if path.parts[0] == "pages"])
def test_only_one_room_of_the_pages_keeps_answers(path):
    """The key of a cached answer is told in one place: the version of the data, the filters, who asks."""
    if path.as_posix() != "pages/ui/cache.py":
        assert not re.search(r"st\.cache_(data|resource)", (ROOT / path).read_text("utf-8"))


@each([path for path in OURS if path.parts[0] in ("app.py", "server.py", "pages")])
def test_a_page_asks_by_the_road_that_knows_who_asks(path):
    """Who is here is asked in one room, before what is kept: a page that goes by it can show nobody what is not
    theirs."""
    text, name = (ROOT / path).read_text("utf-8"), path.as_posix()
    if name != "pages/ui/cache.py":
        assert not re.search(r"\banswers\.ask\(|\bStore\.open|\bcache\._", text)


@each([path for path in OURS if path.parts[0] in ("app.py", "server.py", "pages")])
def test_a_control_s_callback_only_notes_what_changed(path):
    """A callback that looks at the session's state may be ended there, and its choice be lost: see pages/ui/changes."""
    for node in nodes_of(path):
        if isinstance(node, ast.keyword) and node.arg in ("on_change", "on_click"):
            what = ast.unparse(node.value)
            assert what in ("'rerun'", "'ignore'", "cache.accept_older_store") or what.startswith("changes.note("), what


def test_other_peoples_words_reach_a_table_through_one_door_that_escapes_them():
    """Streamlit reads a table's cells as Markdown: a picture in somebody's cell would be fetched from their server."""
    for path in (ROOT / "pages").rglob("*.py"):
        text = path.read_text("utf-8")
        assert "st.table(" not in text and (path.name == "card.py" or "<table" not in text), path


@each([path for path in OURS if path.parts[0] == "pages"])
def test_every_chart_says_in_words_what_it_shows(path):
    """`alt` is what a screen reader says; a table of the same numbers is the card's part."""
    for node in nodes_of(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.endswith("_chart"):
            assert path.name == "card.py" and "alt" in {keyword.arg for keyword in node.keywords}, f"line {node.lineno}"
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "card.drawn":
            assert len(node.args) == 2, f"line {node.lineno}"
            assert "expander" in ast.unparse(tree_of(path)) or "table" in ast.unparse(tree_of(path)), (
                "a table beside it"
            )


def test_what_is_long_is_there():
    assert not [place for place in LONG if not (ROOT / "tests" / place).exists()]
