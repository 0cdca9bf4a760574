"""What the fast reader does not tell of an old Excel workbook (.xls): percentages. It tells of errors itself; of
formulas, .xls keeps the results.
"""

from __future__ import annotations

from pathlib import Path

from measures.workbook.formats.base import Marks, shows_percent


def look_inside(path: Path) -> dict[str, Marks]:
    """The marks of each sheet, by its name: percentages, by the number formats."""
    import xlrd

    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, on_demand=True, ragged_rows=True)
        percent_style = [shows_percent(book.format_map[style.format_key].format_str) for style in book.xf_list]
        found: dict[str, Marks] = {}
        # Every workbook has the named style Percent; most have no cell of it.
        if not any(shows and not style.is_style for shows, style in zip(percent_style, book.xf_list)):
            return found
        for name in book.sheet_names():
            sheet, marks = book.sheet_by_name(name), Marks()
            for row in range(sheet.nrows):
                for column, kind in enumerate(sheet.row_types(row)):
                    if kind == xlrd.XL_CELL_NUMBER and percent_style[sheet.cell_xf_index(row, column)]:
                        marks.percent.setdefault(column, set()).add(row + 1)
            found[name] = marks
            book.unload_sheet(name)
        return found
    except MemoryError:
        raise
    except Exception:  # damaged for this reader: the fast one, which forgives more, has the last word
        return {}
