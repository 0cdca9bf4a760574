"""A stranger's words as the screen is given them: what a browser makes of them is for `tests/browser/test_words.py`."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.words import JOINER, no_formula, plain


@pytest.mark.parametrize(
    "words, written",
    [
        ("see http://a.b/c", "see http:|//a.b/c"),
        ("www.a.b and WWW.A.B", "www|.a.b and WWW|.A.B"),
        ("write to me.too@a.b", "write to me.too|@a.b"),
        (":material/home: :smile: :+1: :100:", ":|material/home: :|smile: :|+1: :|100:"),
        (":red[so] :violet-badge[so]", r":|red\[so\] :|violet-badge\[so\]"),
        ("a -> b <- c <-> d -- e <= f >= g ~= h", r"a -|\> b \<|- c \<|-\> d -|- e \<|= f \>|= g \~|= h"),
        ("at 12:30, a–b, x->y, 5 - 3: so", r"at 12:30, a–b, x-\>y, 5 - 3: so"),
        ("Fish &amp; chips & more", r"Fish \&amp; chips & more"),
        ("<b>*loud*</b> $x^2$ `code`", r"\<b\>\*loud\*\</b\> \$x^2\$ \`code\`"),
        ("- one", r"\- one"),
    ],
)
def test_what_markdown_would_act_upon_is_kept_apart(words, written):
    assert plain(words) == written.replace("|", JOINER)


def test_a_table_that_can_be_saved_as_a_file_has_no_formula():
    def page():
        from pages.ui import card

        card.written([{"=Name": f"=1+{n}", "Said": "@SUM(A1)", "n": f"{n}"} for n in range(40)], "A table")

    (table,) = AppTest.from_function(page).run().dataframe
    frame = table.value
    assert list(frame.columns) == [f"{JOINER}=Name", "Said", "n"]
    assert frame.iloc[3].tolist() == [f"{JOINER}=1+3", f"{JOINER}@SUM(A1)", 3]
    assert no_formula("-1 =x") == f"{JOINER}-1 =x" and no_formula("a=b") == "a=b"
