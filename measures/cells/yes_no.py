"""Yes and No."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from measures.cells.base import CellType
from measures.cells.date import Date
from measures.cells.number import figure
from measures.cells.words import NOT_KNOWN, among

# In Welsh too: "na" is not among them, for it is also how people write "n/a". -1 is how a database keeps True.
YES = (
    "y",
    "yes",
    "true",
    "1",
    "-1",
    "ticked",
    "tick",
    "checked",
    "✓",
    "✔",
    "☑",
    "☒",
    "✅",
    "x",
    "ydy",
    "ydyw",
    "oes",
    "ie",
)
NO = ("n", "no", "false", "0", "unticked", "unchecked", "✗", "✘", "☐", "nac ydy", "nac ydyw", "nac oes", "nage")
# True and False, where a column has nothing but these: an F alone may be of anything.
LETTERS = {"t": True, "f": False}
# A cross is Yes where it is the only mark, as on a form; beside a tick it may be No. A 1 may be how many there are.
CROSSES = ("x", "☒")
BESIDE_CROSSES = tuple(word for word in YES if word not in CROSSES)
OTHER_MARKS = ({*BESIDE_CROSSES} - {"1", "-1"}) | {"✗", "✘"}
# What people write who do not know, in a flag; it is told, for nobody asked means the same.
NOT_SURE = (
    "maybe",
    "perhaps",
    "possibly",
    "not sure",
    "unsure",
    "don't know",
    "don’t know",
    "dont know",
    "dk",
    "unclear",
)


def only_letters(words: Collection[str]) -> bool:
    """Whether a column of these words, in lower case, has T and F for Yes and No."""
    return {*LETTERS} <= {*words} <= {*LETTERS, *NOT_KNOWN, *NOT_SURE, ""}


def cross_may_be_no(words: Collection[str]) -> bool:
    """Whether a column of these words, in lower case, has crosses beside another mark."""
    return not {*CROSSES}.isdisjoint(words) and not OTHER_MARKS.isdisjoint(words)


def crosses_apart(faults: list[tuple[str, str]], text: str, read: bool) -> list[tuple[str, str]]:
    """The faults of a cell, of which a cross that is not read is one of its own."""
    if read:
        return faults
    is_cross = f"lower({text}) IN {among(CROSSES)}"
    return [("not-a-tick", is_cross), *((code, f"{test} AND NOT {is_cross}") for code, test in faults)]


ANY_NUMBER, ANY_DATE = "any number above 0", "any date"


@dataclass(frozen=True)
class YesNo(CellType):
    """Yes, No or not known. A blank is not known: never No. Where a person says so, `also` any number above 0 is Yes
    and 0 is No, or any date is Yes. In a column with another mark for Yes, `crosses` cannot be read; in one of T and F
    the `letters` are."""

    also: str = ""
    crosses: bool = True
    letters: bool = False

    says = "Y or N"
    stored = "BOOLEAN"
    unread = "not-yes-no"
    suggests = ("Y", "N")
    asks = "Under “{}”, what is Yes besides Y?"

    def ways(self) -> tuple[str, ...]:
        """What is Yes too."""
        return ANY_NUMBER, ANY_DATE

    def read_in(self, way: str) -> "YesNo | None":
        """Yes and No where numbers or dates stand for them."""
        return replace(self, also=way) if way in self.ways() else None

    def faults(self, text: str, value: str) -> list[tuple[str, str]]:
        """Neither Yes nor No; or a cross that may be either."""
        return crosses_apart(super().faults(text, value), text, self.crosses)

    def reads(self, text: str) -> str:
        """True, false, or null."""
        whens = [
            f"lower({text}) IN {among(YES if self.crosses else BESIDE_CROSSES)} THEN true",
            f"lower({text}) IN {among(NO)} THEN false",
        ]
        if self.letters:
            whens += [f"lower({text}) = '{letter}' THEN {str(is_yes).lower()}" for letter, is_yes in LETTERS.items()]
        if self.also == ANY_NUMBER:
            whens.insert(0, f"({figure(text)}) IS NOT NULL THEN ({figure(text)}) > 0")
        elif self.also == ANY_DATE:
            whens.append(f"({Date().reads(text)}) IS NOT NULL THEN true")
        return f"CASE {' '.join(f'WHEN {when}' for when in whens)} END"

    def not_known(self, text: str) -> str:
        """Whoever is not sure does not know, too."""
        return f"lower({text}) IN {among((*NOT_KNOWN, *NOT_SURE))}"

    def instead(self, text: str) -> dict[str, str]:
        """SQL over the filled cells that say anything, for each way: whether most have what it reads, and the others
        say Yes or No."""
        own = f"lower({text}) IN {among(YES + NO)}"
        tests = {ANY_NUMBER: f"({figure(text)}) IS NOT NULL", ANY_DATE: f"({Date().reads(text)}) IS NOT NULL"}
        return {
            way: f"2 * count(*) FILTER ({test}) >= count(*) AND bool_and({test} OR {own})"
            for way, test in tests.items()
        }

    def marked(self, words: Collection[str]) -> "YesNo":
        """This type for a column that has these words, in lower case."""
        return replace(self, crosses=not cross_may_be_no(words), letters=only_letters(words))

    def example(self, value: object) -> str:
        """Y and N."""
        return "NULL" if value is None else "true" if value == "Y" else "false"
