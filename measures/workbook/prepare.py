"""One file, from its bytes to sheets ready for the store: what the Upload page and the command both do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from measures.problems import Problem, stopping
from measures.sheets import SHEETS
from measures.uploads import Incoming
from measures.workbook.by_hand import Override
from measures.workbook.check import Checked, check
from measures.workbook.clashes import in_doubt, same_keys
from measures.workbook.headings import recognise
from measures.workbook.limits import Limits
from measures.workbook.mends import Mend, kept, mended, rows_left_out
from measures.workbook.read import Workbook
from measures.workbook.recognised import Recognised
from measures.workbook.sheet_names import with_sheet_names
from measures.workbook.tables import beside_tables, opened


@dataclass(frozen=True)
class Prepared:
    """A file as understood. `sheets` are those of a known kind; `others` those that are left alone, or not
    understood. `workbook` is the file as it is, and `mends` has what a person changed in a sheet, by its name."""

    name: str
    sha256: str
    sheets: tuple[Checked, ...]
    others: tuple[Recognised, ...]
    file_problems: tuple[Problem, ...]
    workbook: Workbook
    mends: Mapping[str, tuple[Mend, ...]] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """Every problem: of the file, of sheets that are not loaded, and of those that are."""
        found = list(self.file_problems)
        found += [p for other in self.others for p in other.problems]
        return found + [p for sheet in self.sheets for p in sheet.problems]

    def stops(self, leave_out: bool = False) -> list[Problem]:
        """The problems that stop the load; with `leave_out`, those that leaving out rows does not get around."""
        return [
            p
            for p in stopping(self.problems)
            if not (leave_out and (p.row_can_be_left_out or p.code == "more-like-this"))
        ]

    def incoming(self, leave_out: bool = False) -> list[Incoming]:
        """The sheets for the store. Only to be called when nothing stops the load."""
        assert not self.stops(leave_out)
        return [self.incoming_sheet(sheet) for sheet in self.sheets if sheet.good_rows().num_rows]

    def incoming_sheet(self, sheet: Checked, replaces: Sequence[int] = ()) -> Incoming:
        """One sheet for the store: its rows that nothing stops, and how many are left out."""
        before = self.sheets[: [s is sheet for s in self.sheets].index(True)]
        mends = self.mends.get(sheet.name, ())
        return Incoming(
            sheet.sheet.kind,
            self.name,
            self.sha256,
            sheet.name,
            sheet.good_rows(),
            sheet.flag_names,
            {**sheet.mapping(), **({"mends": kept(mends)} if mends else {})},
            sheet.left_out + sheet.bad_rows + rows_left_out(mends),
            replaces=tuple(replaces),
            earlier=()
            if sheet.sheet.keyed
            else tuple(s.good_rows() for s in before if s.sheet.kind == sheet.sheet.kind),
        )


Step = Callable[[str], None]
NO_OVERRIDES: Mapping[str, Override | None] = MappingProxyType({})
NO_MENDS: Mapping[str, tuple[Mend, ...]] = MappingProxyType({})


def prepare(
    name: str,
    content: bytes,
    *,
    overrides: Mapping[str, Override | None] = NO_OVERRIDES,
    limits: Limits | None = None,
    step: Step = lambda words: None,
    letters: str = "",
) -> Prepared:
    """Read, recognise and check one file. `overrides` has what a person says of a sheet, by its name; `letters` are
    those that they say a text is in.
    """
    return understand(opened(name, content, limits, step, letters), overrides=overrides, step=step)


def understand(
    workbook: Workbook,
    *,
    overrides: Mapping[str, Override | None] = NO_OVERRIDES,
    mends: Mapping[str, tuple[Mend, ...]] = NO_MENDS,
    step: Step = lambda words: None,
) -> Prepared:
    """Recognise and check a file that is read: once more when a person says how, or changes a cell, without opening it
    again."""
    sheets = [mended(cells, mends.get(cells.sheet, ())) for cells in workbook.sheets if not cells.blank]
    recognised = with_sheet_names([recognise(cells, overrides.get(cells.sheet)) for cells in sheets])
    recognised = beside_tables(recognised)
    known = [r for r in recognised if r.sheet is not None]
    others = tuple(r for r in recognised if r.sheet is None)

    def checking(r: Recognised) -> None:
        step(f"Checking {r.cells.sheet}: {r.cells.table.num_rows - r.header_row:,} rows")

    checked = check(known, checking)
    checked, clashes = in_doubt(checked)
    problems = [*workbook.problems, *workbook.notes, *clashes]
    left = [problem for other in others for problem in other.problems]
    if workbook.sheets and not known and not any(p.stops or p.code == "not-wanted" for p in left):
        problems.append(Problem("nothing-recognised", workbook.name, details={"count": len(SHEETS)}))
    return Prepared(workbook.name, workbook.sha256, tuple(checked), others, tuple(problems), workbook, mends)


def across_files(prepared: Sequence[Prepared]) -> list[Problem]:
    """Keys that stand in two of the files loaded together with different details; within one file they are told
    already."""
    sheets = [(sheet, (n, file.name)) for n, file in enumerate(prepared) for sheet in file.sheets]
    return same_keys(*zip(*sheets, strict=True)) if sheets else []
