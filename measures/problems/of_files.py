"""What can be wrong with a file as a whole."""

from __future__ import annotations

from measures.problems.kind import Kind

OF_FILES: dict[str, Kind] = {
    "empty-file": Kind("the file is empty. Save the spreadsheet again and upload that copy.", about="file"),
    "too-large": Kind(
        "the file is {size} and the limit is {limit}. Split it into smaller files, or save it without pictures.",
        about="file",
    ),
    "unpacks-too-large": Kind(
        "the workbook unpacks to {size}, and the limit is {limit}. Copy just the table into a new workbook and upload "
        "that.",
        about="file",
    ),
    "packed-too-tight": Kind(
        "the workbook unpacks to {ratio} times its size, which no ordinary spreadsheet does, so it was not opened. "
        "Copy just the table into a new workbook and upload that.",
        about="file",
    ),
    "too-much-memory": Kind(
        "reading the workbook would need more memory than the {limit} set aside for it. A single cell far from the "
        "table is "
        "the usual cause: press Ctrl+End in each sheet, delete the rows and columns beyond the table, save, and "
        "upload again.",
        about="file",
    ),
    "too-slow": Kind(
        "reading the workbook took longer than {limit}, so it was stopped. Split it into smaller files and upload "
        "those.",
        about="file",
    ),
    "password": Kind(
        "the workbook is protected with a password. Open it, remove the password (File, Info, Protect Workbook), "
        "save, and upload "
        "that copy.",
        about="file",
    ),
    "not-a-spreadsheet": Kind(
        "this is {what}, not a spreadsheet. Save the table as an Excel workbook (.xlsx) or CSV and upload that.",
        about="file",
    ),
    "reader-failed": Kind(
        "the program that opens such files failed at this one, though it may be whole. Open it in Excel, save it as a "
        "new workbook (.xlsx) or as CSV, and upload that.",
        about="file",
    ),
    "no-workbook": Kind(
        "this is no workbook, whatever its name says, and no text either. Open it in the program it comes from, save "
        "the table as an Excel workbook (.xlsx) or CSV, and upload that.",
        about="file",
    ),
    "other-file": Kind("this file in the zip file is {what}, so it was left alone.", stops=False, about="file"),
    "zip-in-zip": Kind(
        "this file in the zip file is a zip file itself. Unpack it, and upload what is in it.", about="file"
    ),
    "too-many-files": Kind(
        "the zip file has {count} files, and the limit is {limit}. Upload those with tables only.", about="file"
    ),
    "damaged": Kind(
        "the file is damaged or was cut short, so it cannot be opened. Open it in Excel, save it again, and upload "
        "that copy.",
        about="file",
    ),
    "chart-in-cells": Kind(
        "the workbook has a chart, and its cells cannot be told from those of the chart's own. Open it in Excel, save "
        "it as .xlsx, and upload that copy.",
        about="file",
    ),
    "letters": Kind(
        'its letters are read as those of {letters}, such as "{value}". If that is not what it should be, say '
        "which they are.",
        stops=False,
        about="file",
        command='--letters mac says it; or windows, dos-850, dos-437, utf-8, utf-16, mended, "as they stand".',
    ),
    "broken-csv": Kind(
        "the file cannot be read past line {line}: a quotation mark there does not match another. Mend that line, or "
        "save the file "
        "as .xlsx.",
        about="file",
    ),
    "mend-the-text": Kind(
        "no copy with its problems marked is made of a text file with rows that have too few or too many cells, or "
        "figures with a decimal comma: a workbook would be read otherwise. Mend the file itself, by the list.",
        stops=False,
        about="file",
    ),
    "not-marked": Kind(
        "no copy with its problems marked can be made of it: it is too large, or of an unusual make. Mend it by the "
        "list.",
        stops=False,
        about="file",
    ),
    "no-sheets": Kind(
        "there is no table in the file. Put headings in the first row and the rows below them.", about="file"
    ),
    "nothing-recognised": Kind(
        "none of its sheets is one of the {count} kinds this dashboard reads. Say which kind a sheet is, "
        "or start from a template of the Guide page.",
        about="file",
    ),
    "no-such-headings": Kind(
        'no sheet has both the headings "{date}" and "{value}", once each. Check how they are spelled in the file.',
        about="file",
    ),
}
