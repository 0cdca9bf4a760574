"""What can be wrong with a file, a sheet, a cell or the store: every sentence about it, in one place.

A mistake in a spreadsheet is a value, not an exception: reading goes on, so that a manager mends a file once.
Each kind of problem has a code; tests compare codes and places, so the sentences may be improved freely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


class StoreError(Exception):
    """The store cannot do what was asked, for the reason that the code names. The message is a sentence a manager can
    act on; `command` is what the command says besides."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(STORE_SAYS[code].format(**details))
        self.command = COMMAND_SAYS.get(code, "")


class OlderStoreError(StoreError):
    """The store has fewer versions than it had: an older copy, or a part of it is lost. A person may go on with it on
    purpose."""


@dataclass(frozen=True)
class Kind:
    """A kind of problem: the sentence, and whether it stops the load. `row` problems can be left out row by row.

    `command` is what the command says besides, of a problem that a page has a control for. One that `leaves_out` is of a row
    that is none of the table's.
    """

    sentence: str
    stops: bool = True
    about: str = "row"
    command: str = ""
    leaves_out: bool = False


# What is the same for all rows may be given, where no heading says it: see "looks-like".
OR_VALUE = "give one value for all rows, "
BY_VALUE = ', with `--value "{sheet}!{field}=VALUE"` in its place where it is one for all rows'

# Fields in braces: sheet, value, heading, says (what the column takes), and the details a check adds.
KINDS: dict[str, Kind] = {
    # The file as a whole
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
        "the program that opens such files failed at this one, though it may be whole. Open it in Excel, save it as a new "
        "workbook (.xlsx) or as CSV, and upload that.",
        about="file",
    ),
    "no-workbook": Kind(
        "this is no workbook, whatever its name says, and no text either. Open it in the program it comes from, save the table "
        "as an Excel workbook (.xlsx) or CSV, and upload that.",
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
        "the workbook has a chart, and its cells cannot be told from those of the chart's own. Open it in Excel, save it as "
        ".xlsx, and upload that copy.",
        about="file",
    ),
    "letters": Kind(
        'its letters are read as those of {letters}, such as "{value}". If that is not what it should be, say which they are.',
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
        "no copy with its problems marked is made of a text file with rows that have too few or too many cells, or figures with a "
        "decimal comma: a workbook would be read otherwise. Mend the file itself, by the list.",
        stops=False,
        about="file",
    ),
    "not-marked": Kind(
        "no copy with its problems marked can be made of it: it is too large, or of an unusual make. Mend it by the list.",
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
    # A sheet
    "not-recognised": Kind(
        "none of its first 20 rows has the headings of a kind this dashboard reads, so it was left alone. If it is one of the kinds, "
        "choose which, and where its headings are, or that it has none.",
        stops=False,
        about="sheet",
        command='`--kind "{sheet}=KIND"` says which, and `--column "{sheet}!Column A=FIELD"` what a column is of a sheet without '
        "headings.",
    ),
    "nearest-kind": Kind(
        "this is none of the kinds of sheet for certain, so it was left alone. The nearest is {kind}, by {value}; {lacks}. "
        "Choose its kind if it is one.",
        stops=False,
        about="sheet",
        command='`--kind "{sheet}=KIND"` says which.',
    ),
    "headings-missing": Kind(
        '"{value}" stands where a heading would, and below it what is like it, so the sheet has no headings, it seems, and was '
        "left alone. Choose which kind it is, that no row has its headings, and what each column is; or put headings above it.",
        stops=False,
        about="sheet",
        command='`--kind "{sheet}=KIND"` says which, and `--column "{sheet}!Column A=FIELD"` what a column is.',
    ),
    "dates-across": Kind(
        'its dates stand side by side in its headings, such as "{value}" and "{other}", and each row of a series has '
        "one. Put each figure in a "
        "row of its own, under Measure, Date and Value (in Excel: Data, From Table, Unpivot Columns), and upload that.",
        stops=False,
        about="sheet",
    ),
    "hidden-sheet": Kind(
        "the sheet is hidden in the workbook, so it was left alone. Unhide it to load it.", stops=False, about="sheet"
    ),
    "looks-like": Kind(
        "this looks like {kind}, but no heading is understood as {missing}. Say which heading that is, {or_value}or add it to "
        "the sheet.",
        about="sheet",
        command='`--kind "{sheet}=suggested" --column "{sheet}!HEADING={field}"` says which heading it is and reads the rest as the '
        'lines below have it{by_value}; `--kind "{sheet}=leave-out"` leaves the sheet out.',
    ),
    "suggested": Kind(
        "this looks like {kind}: {count} of {of} columns matched.{rest} Nothing of it is loaded until you say that it is "
        "read so, or change how it is read.",
        about="sheet",
        command='`--kind "{sheet}=suggested"` reads it as the lines below have it, `--kind "{sheet}=leave-out"` leaves it '
        "out.",
    ),
    "guess": Kind('the heading "{value}" is {how} {field}: {reason}.', stops=False, about="sheet"),
    "guess-across": Kind(
        "over this column stands {over}, and each figure below it is the {field}: {such}.", stops=False, about="column"
    ),
    "when-was": Kind(
        'over these figures stands "{value}", which is no date. Say on which day that was, if it was the same for all rows; if it '
        'was not, add a column with the date of each, such as "{value} date".',
        about="sheet",
        command='`--value "{sheet}!{value}=DD/MM/YYYY"` says the day.',
    ),
    "guess-for-all": Kind('{field} of all rows is "{value}", as the sheet is called.', stops=False, about="sheet"),
    "not-wanted": Kind("the sheet is not loaded, as you said.", stops=False, about="sheet"),
    "same-field": Kind(
        'the headings "{other}" ({place}) and "{value}" cannot both be {field}. Choose something else for one of '
        "them, or leave it out.",
        about="sheet",
    ),
    "gives-way": Kind(
        'the heading "{value}" would be {field} too, but you chose "{other}" ({place}) for it, so this column was left '
        "alone.",
        stops=False,
        about="sheet",
    ),
    "may-be-cut": Kind(
        "it has {count} rows exactly, and exports are often cut there: what comes after is then missing. Look whether the "
        "last rows are those that you expect; if not, export it in parts.",
        stops=False,
        about="sheet",
    ),
    "no-rows": Kind("there are headings but no rows below them. Add the rows and upload again.", about="sheet"),
    "same-heading": Kind(
        'the heading "{value}" is there twice (also at {other}). Rename, delete or leave out one of them.',
        about="sheet",
    ),
    "second-table": Kind(
        "a second table begins here: the row has the headings of {kind}. Put each table on a sheet of its own.",
        about="sheet",
    ),
    "second-line": Kind(
        'this row says under the headings what each is or how it is filled in, such as "{value}" under "{heading}": it is no '
        "row of the table.",
        stops=False,
        about="sheet",
    ),
    "too-far-across": Kind(
        'a table that lies across its sheet may have {rows} rows and {columns} columns, and the heading "{value}" is read as lying '
        "across one that has more. Say something else of it, or upload the table in parts.",
        about="sheet",
    ),
    "too-many-each": Kind(
        "a row for each of several names can be made of {columns} names in a row and of {rows} rows, and this is more. Read the first "
        "name of each cell, or upload the table in parts.",
        about="sheet",
    ),
    "one-of-tables": Kind(
        "the sheet has several tables: this is the one whose headings stand here. The others are shown as sheets of their own: {others}.",
        stops=False,
        about="sheet",
    ),
    "tables-joined": Kind(
        "{count} tables with the same headings stand one below another, under rows {rows}: they are read as one.",
        stops=False,
        about="sheet",
    ),
    "titles-as-column": Kind(
        'what stands above each of the tables, such as {titles}, is read as a column "{field}". Choose another field for it where it is something else.',
        stops=False,
        about="sheet",
    ),
    "beside-a-table": Kind(
        "this smaller table stands on a sheet with {kind}, and is none of the kinds for certain: {what}.",
        stops=False,
        about="sheet",
        command='`--kind "{sheet}=KIND"` says which, `--kind "{sheet}=leave-out"` leaves it out.',
    ),
    "too-wide": Kind(
        "the sheet has {count} columns in use, and the limit is {limit}. Copy just the table into a new sheet.",
        about="sheet",
    ),
    "left-alone": Kind(
        'the heading "{value}" is not one this kind of sheet uses, so the column was left alone.',
        stops=False,
        about="column",
    ),
    "perhaps": Kind(
        'the heading "{value}" is not one this kind of sheet uses, so the column was left alone. It is {how} {field}: '
        "{reason}. Choose that for it if it is.",
        stops=False,
        about="column",
        command='`--column "{sheet}!{value}={field}"` reads it so.',
    ),
    "read-together": Kind(
        'the columns "{other}" and "{value}" are read together as "{field}": what is ticked in a row.',
        stops=False,
        about="column",
    ),
    "joined": Kind(
        'the columns "{value}" and "{other}" are read together as "{field}": {first} and {second} is {made}.',
        stops=False,
        about="column",
    ),
    "no-dates": Kind(
        'the column "{value}" says Yes or No, not when, so it is not read as "{field}" and was left alone.',
        stops=False,
        about="column",
    ),
    "no-heading": Kind(
        "the column has no heading, so it was left alone. Give it a heading if it should be read.",
        stops=False,
        about="column",
    ),
    "not-quite-a-flag": Kind(
        'the column "{value}" was left alone: {bad} of its {count} filled cells are neither Yes nor No. If it is a '
        "flag, "
        "write Y or N in each cell.",
        stops=False,
        about="column",
    ),
    "only-0-and-1": Kind(
        'the column "{value}" has only 0 and 1 (or -1), and is read as a flag: 1 is Yes and 0 is No. If it counts something, '
        "such as visits, "
        "delete the column, or each 1 will be one flag more.",
        stops=False,
        about="column",
    ),
    "month-first?": Kind(
        'some dates in this column ({count}) fit only if the month comes first, such as "{value}" ({cells}). If the whole '
        'column is so, say that "The dates in this sheet have the month first"; if not, mend these cells.',
        stops=False,
        about="column",
        command='--month-first "{sheet}" says it.',
    ),
    "unit?": Kind(
        'it is not sure what the figures under "{heading}" are in: {value} would be {comes_to}. Say whether they are '
        "{ways}.",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "read-in-unit": Kind(
        'the column "{heading}" is read as {unit}, as {stated}: {value} is {comes_to}.', stops=False, about="column"
    ),
    "read-as-clock": Kind(
        'times such as {value} under "{heading}" are read as hours and minutes: {comes_to}. If they are minutes and seconds, '
        "say so.",
        stops=False,
        about="column",
        command='--read "{sheet}!{heading}=minutes:seconds" says it.',
    ),
    "of-another-unit": Kind(
        'the column "{value}" is not in {unit}, and nothing says what it would be in them, so it is not read as "{field}" '
        "and was left alone.",
        stops=False,
        about="column",
    ),
    "scale?": Kind(
        'it is not sure on which scale the ratings under "{heading}" are: they go from {least} to {most}, and {scale} is '
        "presumed. Say on which scale they are.",
        about="column",
        command='--read "{sheet}!{heading}=0 to 100" says it.',
    ),
    "read-on-scale": Kind(
        'the ratings under "{heading}" are read on a scale of {scale}, as {stated}.', stops=False, about="column"
    ),
    "scale-presumed": Kind(
        'the ratings under "{heading}" are read on a scale of {scale}, and none is above 5. If the scale ends there, say '
        "so.",
        stops=False,
        about="column",
        command='--read "{sheet}!{heading}=1 to 5" says it.',
    ),
    "exchanged?": Kind(
        'of the dates under "{heading}", {dates} as dates, each with a day of 12 or less, and {words} as words, each with a day '
        "above 12: {word}. So it looks where a spreadsheet program read them in the other order. Say whether the first of the "
        "dates is {day} (as they stand) or {other} (day and month exchanged).",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "one-day?": Kind(
        'the dates under "{heading}" are of one or two days of many months, such as {value}, as where the month comes first: then '
        'these are of a few days. Say whether "{value}" is {day} (dates as they stand) or {other} ({such}).',
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "several-points": Kind(
        '"{value}" has more than one figure on {date} (rows {rows}){others}, and a measure has one on each date. If they are of '
        "different things, such as two areas, put a column into the sheet that tells them apart, or give each a name of its own; "
        "if not, keep the row that is right.",
        about="sheet",
    ),
    "several-points-apart": Kind(
        '"{value}" has more than one figure on {date} (rows {rows}){others}, and a measure has one on each date. The column '
        '"{column}" tells them apart: choose {field} for it too, and each is a measure of its own. If they are of one thing, keep '
        "the row that is right.",
        about="sheet",
        command='`--column "{sheet}!{column}={field}"` says it.',
    ),
    "read-exchanged": Kind(
        'day and month of the dates under "{heading}" are exchanged, as you said: {day} is read as {other}.',
        stops=False,
        about="column",
    ),
    "several?": Kind(
        'under "{heading}" {cells} several names, such as "{value}", and a row is counted under one. Say whether the first of '
        'them is read ("{first}"), {each}or all as one name.',
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "first-of-several": Kind(
        'under "{heading}" {cells} several names, of which the first is read, as you said: "{value}" is "{first}".',
        stops=False,
        about="column",
    ),
    "each-of-several": Kind(
        'under "{heading}" {cells} several names, and such a row is read as one for each, as you said: "{value}" is "{all}". '
        "Amounts, such as minutes, stay with the first.",
        stops=False,
        about="column",
    ),
    "several-as-one": Kind(
        'under "{heading}" {cells} several names, which are read as one, as you said: "{value}" is "{all}".',
        stops=False,
        about="column",
    ),
    "yes-no?": Kind(
        'Yes and No under "{heading}" could each be {ways}. Say what Yes is.',
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "read-as-yes-no": Kind(
        'the column "{heading}" is read as {field}, as {stated}: Yes is {yes} and No is {no}.',
        stops=False,
        about="column",
    ),
    "number-or-yes?": Kind(
        'under "{heading}" stand numbers, such as {value}, and Y or N is wanted. If any number above 0 is Yes and 0 is No, say '
        "so; if not, write Y or N in each cell.",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "date-or-yes?": Kind(
        'under "{heading}" stand dates, such as {value}, and Y or N is wanted. If any date is Yes, say so (a blank stays not '
        "known); if not, write Y or N in each cell.",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "read-also-as-yes": Kind('under "{heading}" {what} is read as Yes, as you said.', stops=False, about="column"),
    "fall?": Kind(
        'every figure under "{heading}" has a minus, such as {value}, and it is not sure whether that is a fall of {size} or '
        "a rise. Say whether each is a change ({value}) or a reduction (a rise of {size}).",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "read-as-change": Kind(
        'the figures under "{heading}" are read as {what}, as {stated}: {value} is {comes_to}.',
        stops=False,
        about="column",
    ),
    "change-differs": Kind(
        "the change is {value}, and before and after ({before} and {after}) make it {made}. Check whether the two are the "
        "wrong way round, a minus is missing, or one of the three is wrong. Before and after are used.",
        stops=False,
    ),
    "levels?": Kind(
        'it is not sure what the levels under "{heading}" mean: tier 1 is serious help here, and many lists count the '
        "other way round.{evidence} Say which tier each level is.",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it, each with 1, 2, 3 or - (none).',
    ),
    "read-levels": Kind('the levels under "{heading}" are read as you said: {said}.', stops=False, about="column"),
    "levels-against-flags": Kind(
        '{share} of those rated under "{heading}" need serious help (tier {most}), yet they have fewer flags than those '
        "at tier {least}: {few} on average, and {many} (see rows {row} and {other}). Check which end is serious.",
        stops=False,
        about="column",
    ),
    "mixed-periods": Kind(
        "this column has {those}, and a column can have one meaning only. Put them on sheets of their own, or leave "
        "one sort out.",
        about="column",
    ),
    "month-or-year": Kind(
        '"{value}" may be a month or a financial year, and no other cell of the column says which. Write {month} for '
        "the month, or "
        "{year} for the year.",
        about="column",
    ),
    "months-not-years": Kind(
        'dates such as "{value}" are read as months ({date}), because the column has other months.',
        stops=False,
        about="column",
    ),
    "week-numbers": Kind(
        'weeks such as "{value}" are read as their Monday ({date}). Week 1 is the week of 4 January.',
        stops=False,
        about="column",
    ),
    "weeks-ending": Kind(
        'weeks such as "{value}" are read as their first day, six days earlier ({date}).', stops=False, about="column"
    ),
    "calendar-quarters": Kind(
        'quarters such as "{value}" are read as calendar quarters, by their first day ({date}). If they are financial '
        "quarters, write "
        "2023/24 Q1.",
        stops=False,
        about="column",
    ),
    "financial-quarters": Kind(
        'quarters such as "{value}" are read as quarters of the financial year, by their first day ({date}).',
        stops=False,
        about="column",
    ),
    "calendar-years": Kind(
        'years such as "{value}" are read as calendar years, by their first day ({date}). If they are financial '
        "years, write 2023/24.",
        stops=False,
        about="column",
    ),
    "financial-years": Kind(
        'years such as "{value}" are read as financial years, by their first day ({date}).', stops=False, about="column"
    ),
    # A cell or a row
    "not-yes-no": Kind('"{value}"{also} is neither Yes nor No. Write Y or N{or_clear}.'),
    "not-a-date": Kind('"{value}"{also} is {why}. Write {says}{or_clear}.'),
    "a-week": Kind(
        '"{value}" is a week and not a day{others}. A row is counted by its day. Write the day of each; where only the week is '
        "known, write its first day alone{first}{or_weeks}.",
        command="{how}",
    ),
    "destroyed-ref": Kind(
        '"{value}" is what a spreadsheet program makes of a longer number{others}: the last digits of "{heading}" are gone, and '
        "two may look like one. Only the system it comes from still has them: export the list from there again, and open it in "
        "no spreadsheet program before you upload it."
    ),
    "not-a-time": Kind('"{value}"{also} is no time of the day. Write {says}{or_clear}.'),
    "not-a-number": Kind('"{value}"{also} is not {says}. Write one figure and nothing else{or_clear}.'),
    "out-of-range": Kind('{value}{also} is outside what "{heading}" can be. Write {says}{or_clear}.'),
    "not-an-option": Kind('"{value}"{also} is not one of the choices for "{heading}". Write {says}{or_clear}.'),
    "not-a-year": Kind(
        '"{value}"{also} is not a financial year. Write the year and the next, such as 2012-13, or one year alone{or_clear}.'
    ),
    "missing": Kind(
        '"{heading}" is blank{also}, and every row needs it. Fill it in, or clear the row if it is only a note.'
    ),
    "needs-one-of": Kind("this row has none of: {groups}{also}. Fill in one of them."),
    "wrong-order": Kind('"{heading}" ({value}) is before "{other}" ({earlier}){also}. Mend one of the two dates.'),
    "same-key": Kind(
        "{value} is used more than once with different details (also in row {other}). Each row needs its own "
        '"{heading}": mend one, '
        "or delete the row that is out of date."
    ),
    "same-key-other-sheet": Kind(
        '{value} is also on {other} with different details. Give each its own "{heading}", or load only one of the two '
        "sheets."
    ),
    "other-things": Kind(
        "of {overlap} references here that were loaded before, {count} stood for something else then, as listed. If "
        "these are other "
        "{thing}s, loading them would take away the ones loaded before: give each its own reference, such as "
        "N-{value} and S-{value}, in "
        "both lists. If they are the same {thing}s, say so.",
        about="sheet",
    ),
    "error-cell": Kind("the cell shows the Excel error {value}{also}. Mend the formula or clear the cell."),
    "not-calculated": Kind(
        "the cell holds a formula whose result was never saved{also}. Open the workbook in Excel, save it, and upload that "
        "copy."
    ),
    "beyond-headings": Kind(
        '"{value}" stands beyond the last heading: a cell of this row has a separator in it and no quotation marks '
        "around it, so that what "
        "follows is in the wrong columns. Put that cell between quotation marks, or save the sheet as .xlsx."
    ),
    "decimal-comma": Kind(
        'of the figures under "{heading}", {count} have a decimal comma, such as {value}. Here a comma stands between thousands: '
        "1,250 would be read as 1250. Say that they are figures with a decimal comma, or write a full stop for the decimal "
        "comma, and nothing between thousands.",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "read-words": Kind('under "{heading}" {cells} "{value}", read as {now}, as you said.', stops=False, about="column"),
    "read-commas": Kind(
        'the figures under "{heading}" are read with a decimal comma, as you said: {value} is {comes_to}.',
        stops=False,
        about="column",
    ),
    "short-row": Kind(
        'this row has fewer cells than there are headings, and "{value}" is not of the kind that its column has: a separator '
        "is missing before it, so that what follows stands too far to the left. Put in the blank cell that is missing."
    ),
    "rows-above": Kind(
        "{rows} above the headings, and would be read as {kind}. Put the headings above them, or clear what is no row of "
        "the table.",
    ),
    "month-among-days": Kind(
        '{rows} a month under "{heading}" where the others have a day, such as "{value}". A demand is counted by its day, and by '
        "weeks. Write the day of each, or leave these rows out.",
        about="column",
    ),
    "months?": Kind(
        'every date under "{heading}" is the first of a month, such as {value}. If these are months of which the day is not known, '
        "say so: the demands are then counted by month, and in no week. If they are days, say that they are dates as they stand; or, "
        'if "{last}" is {other}, that the month comes first, or day and month are exchanged.',
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    # Things to know that stop nothing
    "same-row": Kind("this row repeats row {other} exactly, so it was left out.", stops=False, leaves_out=True),
    "hidden-rows": Kind(
        "rows that are hidden in the spreadsheet, perhaps by a filter, are read too: {count}. Delete those that "
        "should not count.",
        stops=False,
        about="sheet",
    ),
    "merged": Kind(
        'cells in "{heading}" that are merged over several rows ({count}) are read as saying the same of each of '
        "these rows.",
        stops=False,
        about="column",
    ),
    "merged-once": Kind(
        'cells in "{heading}" that are merged over several rows ({count}) are read as saying it of the first of these '
        "rows only.",
        stops=False,
        about="column",
    ),
    "total-row": Kind("this row is a total{also}, so it was left out.", stops=False, leaves_out=True),
    "sum-column": Kind('the column "{value}" adds up the others, so it was left out.', stops=False, about="column"),
    "read-across": Kind(
        "the columns {first} to {last} are read as one table with a row for each figure: over it stands the {over}, such as "
        '"{such}", and the figure is the {field}.',
        stops=False,
        about="sheet",
    ),
    "no-figure": Kind('"{value}" is no figure{others}: left out as not known.', stops=False, about="sheet"),
    "only-a-month": Kind(
        '{rows} a month under "{heading}" and no day, such as "{value}": counted by month, and in no week.',
        stops=False,
        about="column",
    ),
    "only-a-period": Kind(
        'of each of these costs only the period is known, such as "{value}", which is kept as its {field}: it is in no month, and '
        "before or after the intervention only where an Approach says so.",
        stops=False,
        about="sheet",
    ),
    "month-as-day": Kind(
        '{rows} a month under "{heading}" and no day, such as "{value}": read as its first day, which is before whatever happened '
        "later in that month. Write the day of each where one is known.",
        stops=False,
        about="column",
    ),
    "only-a-week": Kind(
        '{rows} a week under "{heading}" and no day, such as "{value}": counted in that week, and in the month in which its Monday '
        "is; no wait and no repeat is counted from it.",
        stops=False,
        about="column",
    ),
    "counted": Kind(
        'the figures under "{value}" are read as so many demands each, {count} in all, without words of their own.',
        stops=False,
        about="column",
    ),
    "shared-out": Kind(
        'what stands under "{value}" is of all demands of its row, and is shared out equally among them.',
        stops=False,
        about="column",
    ),
    "not-a-count": Kind(
        '"{value}" is no number of demands. Write how many there were as a whole number, or clear the cell where none is known.'
    ),
    "too-many-counted": Kind(
        "the sheet counts {count} demands, and the limit is {limit}. Load it in parts, such as a year each.",
        about="sheet",
    ),
    "one-for-all": Kind('{field} of all rows is "{value}".', stops=False, about="sheet"),
    "sum-row": Kind("this row is a total, the {what} of {rows}, so it was left out.", stops=False, leaves_out=True),
    "no-postcode": Kind(
        '"{value}"{also} is no postcode, and would be a place of its own.{meant}',
        stops=False,
    ),
    "only-the-street": Kind(
        'of {count} cells under "{heading}" only the street is kept, such as that of "{value}": the numbers of houses and flats '
        "are not stored.",
        stops=False,
        about="column",
    ),
    "gaps": Kind(
        "of {points} there is no figure, first of {value}: they are gaps, and nothing is drawn there.",
        stops=False,
        about="column",
    ),
    "unit-row": Kind("this row has the units of the columns{also}, so it was left out.", stops=False, leaves_out=True),
    "headings-again": Kind("this row has the headings again{also}, so it was left out.", stops=False, leaves_out=True),
    "example-row": Kind("this is the template's example row{also}, so it was left out.", stops=False, leaves_out=True),
    "remark": Kind(
        "this row stands below the table, after a blank row, and only its first column is filled{also}, so it was taken "
        "for a note and left out.",
        stops=False,
        leaves_out=True,
    ),
    "other-thing": Kind(
        '{value} was loaded before with "{heading}" "{before}", and here it has "{now}". If these are two {thing}s, '
        "give them different "
        "references, such as N-{value} and S-{value}.",
        stops=False,
    ),
    "count-differs": Kind(
        "the printed count of flags is {value}, and the row has {recount} marked Yes. The recount is used.", stops=False
    ),
    "cost-differs": Kind(
        "the cost is {value}, and quantity × unit cost comes to {product}. The cost is used.", stops=False
    ),
    "in-the-future": Kind("{value} is in the future{others}. Check the dates.", stops=False),
    "dash-is-zero": Kind(
        'cells in "{heading}" that hold only a dash ({count}) are read as £0.00, as Excel shows a zero.',
        stops=False,
        about="column",
    ),
    "credit-is-minus": Kind(
        'amounts in "{heading}" with CR or a minus behind them ({count}), such as {value} ({cells}), are read as credits, below £0.',
        stops=False,
        about="column",
    ),
    "number-in-street": Kind(
        'under "{heading}" stands a number that may be of a house or a flat, such as "{value}" ({cells}). Streets alone are counted '
        "and shown: write the street without it.",
        stops=False,
        about="column",
    ),
    "day-of-work": Kind(
        'under "{heading}" stand times of a day and a night or longer ({count}), such as {value} ({cells}): so long would somebody '
        "have worked at one demand. Check the unit, or clear the cell where it says how long a person waited.",
        stops=False,
        about="column",
    ),
    "read-as-blank": Kind(
        'cells in "{heading}" that hold words such as "{value}" ({count}: {cells}) are read as not known.',
        stops=False,
        about="column",
    ),
    "far-date": Kind(
        "{day} is far from the other dates{of} in this sheet, {first} to {last}: {rows} dated so far apart and in no average "
        "or chart over time. Check the year.",
        stops=False,
    ),
    "far-line": Kind(
        "{day} is more than five years from all other rows of {case}, {first} to {last}: it is in the totals, and begins and ends no "
        "time that is compared. Check the year.",
        stops=False,
    ),
    "far-rating": Kind(
        "{day} is more than five years from all other ratings of {case}, {first} to {last}: it is on no chart and in no "
        "comparison. Check the year.",
        stops=False,
    ),
    "more-like-this": Kind("{count} more, not listed, with the same problem as {like}", about="column"),
    "more-notes-like-this": Kind("{count} more, not listed, like {like}", stops=False, about="column"),
}

STORE_SAYS = {
    "busy": "Another program is using the store ({path}): {holder}. Only one can at a time. If the app is open, use "
    "its pages or stop it, then try again.",
    "not-a-store": "{path} is not a measures store, or is damaged. Choose another place for the store, or bring the "
    "file back from a copy.",
    "damaged": "The store at {path} is damaged: a part of the file cannot be read. Nothing was changed. Bring the "
    "file back from a copy, or choose another place for the store.",
    "older": "The store at {path} is at version {has} of the data, and was at version {had} when it was last used: it "
    "is an older copy, or a part of it is lost. Nothing was changed. Bring the latest copy back, with the file of the "
    "same name that ends in .wal if there is one; or go on with the store as it is.",
    "gone": "There is no store at {path}, and there was one, at version {had} of the data. Nothing was changed. Bring "
    "the file back from a copy; or begin with an empty store.",
    "newer": "The store at {path} was made by a newer version of this program. Update the program, then open it again.",
    "no-place": "The store cannot be kept at {path}: {reason}. Choose another place for the store.",
    "no-store": "There is no store at {path} yet.",
    "no-upload": "There is no upload {upload}. History lists them.",
    "no-reading": "Nothing is remembered of how the headings of upload {upload} are read. History lists what is.",
    "already-withdrawn": "Upload {upload} is already withdrawn.",
    "not-withdrawn": "Upload {upload} is not withdrawn, so there is nothing to bring back.",
    "disk": "The store could not be written: {reason}. Nothing was changed. Free some disk space and try again.",
    "draft-gone": "{name} is not kept any more: files that are chosen and not loaded are kept for an hour. Choose it "
    "again.",
    "draft-disk": "The chosen files could not be kept: {reason}. Free some disk space and choose them again.",
    "no-demand": "That demand is no longer in use, so nothing was saved: its upload was withdrawn or replaced "
    "meanwhile.",
    "no-name": "Nothing was saved, because nobody's name was given: say who you are first.",
    "no-version": "There is no version {version} of the data. The latest is {latest}.",
}
ANOTHER_PLACE = "--store PATH or MEASURES_STORE says where the store is."
COMMAND_SAYS = {
    "not-a-store": ANOTHER_PLACE,
    "damaged": ANOTHER_PLACE,
    "older": "`measures accept-older` goes on with it.",
    "gone": "`measures accept-older` begins anew.",
    "no-place": ANOTHER_PLACE,
    "no-store": f"`measures load FILE` makes one. {ANOTHER_PLACE}",
    "no-upload": "So does `measures uploads`.",
    "no-reading": "So does `measures readings`.",
}
ANOTHER_PROGRAM = "another program"


def letters(column: int) -> str:
    """Excel's letters for a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        name = chr(65 + remainder) + name
    return name


# A table may lie across its sheet: Police | Housing over costs. Each of its figures is a row of its own, whose number says
# where the figure stands; no sheet has so many rows. What is no cell of its row has a position beyond all columns.
FIGURES, COLUMNS = 1 << 30, 512
MOST_ROWS = FIGURES // COLUMNS  # of a sheet each of whose figures has a number
TITLE, ABOVE, FIGURE, GIVEN = (
    900,
    1_000,
    1_100,
    1_200,
)  # the line over a table, what the heading over a figure says, the figure, and what a person says of all


def figure_at(row: int, column: int) -> int:
    """The number of the row that a figure of this cell is."""
    return FIGURES + row * COLUMNS + column


def sheet_row(row: int) -> int:
    """The row as Excel counts it, of a row's number."""
    return (row - FIGURES) // COLUMNS if row >= FIGURES else row


def place(row: int | None = None, column: int | None = None) -> tuple[int | None, int | None]:
    """Where on its sheet a problem stands, as Excel counts its row (from 1), and its column from 0; None where it is of no
    single one. `row` may be that of a figure."""
    row = row or None  # what stands over the first row of a sheet without headings is in none
    if row is not None and row >= FIGURES:
        row, of_figure = divmod(row - FIGURES, COLUMNS)
        if column is not None and ABOVE <= column < GIVEN:
            row, column = None if column < FIGURE else row, of_figure
    if column is not None and column >= TITLE:
        row, column = None if column >= GIVEN else row, None
    return row, column


def cell(sheet: str, row: int | None = None, column: int | None = None) -> str:
    """A place as Excel shows it: `Households!F17`, `Households!F`, `Households!17` or `Households`. Row from 1, or that
    of a figure; column from 0."""
    row, column = place(row, column)
    if row is None and column is None:
        return sheet
    return f"{sheet}!{'' if column is None else letters(column)}{'' if row is None else row}"


@dataclass(frozen=True)
class Problem:
    """One thing wrong, or worth knowing, and where. `row` as Excel counts it (from 1); `column` from 0."""

    code: str
    sheet: str
    row: int | None = None
    column: int | None = None
    details: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def stops(self) -> bool:
        return bool(self.details.get("stops", KINDS[self.code].stops))

    @property
    def row_can_be_left_out(self) -> bool:
        """True where leaving out this one row would let the rest be loaded."""
        return self.stops and self.row is not None and KINDS[self.code].about == "row"

    @property
    def leaves_out(self) -> bool:
        return KINDS[self.code].leaves_out

    @property
    def where(self) -> str:
        return cell(self.sheet, self.row, self.column)

    @property
    def place(self) -> tuple[int | None, int | None]:
        """Its row as Excel counts it, and its column from 0; None where it is of no single one."""
        return place(self.row, self.column)

    @property
    def number(self) -> int:
        """How many cells, or rows, it is told of."""
        number = self.details.get("number", 1)
        return number if isinstance(number, int) else 1

    @property
    def each(self) -> list[Problem]:
        """The same of each of the cells that are told on one line, as far as they are known."""
        others = self.details.get("also_rows", ())
        if not isinstance(others, tuple) or not others:
            return [self]
        alone = {**self.details, "also": "", "others": "", "also_rows": (), "number": 1}
        return [replace(self, row=row, details=alone) for row in (self.row, *others)]

    @property
    def sentence(self) -> str:
        """As a page says it."""
        text = self._filled(KINDS[self.code].sentence)
        return text[0].upper() + text[1:]

    def __str__(self) -> str:
        """As the command says it: the place, the sentence, and how to say there what a page has a control for."""
        kind = KINDS[self.code]
        return " ".join(filter(None, (f"{self.where}: {self._filled(kind.sentence)}", self._filled(kind.command))))

    def _filled(self, words: str) -> str:
        return words.format(**{"sheet": self.sheet, "also": "", "or_clear": "", **self.details})


def stopping(problems: Iterable[Problem]) -> list[Problem]:
    """Those of the problems that stop the load."""
    return [p for p in problems if p.stops]


def shorten(value: object, length: int = 60) -> str:
    """A cell's content, short enough for a sentence, on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= length else text[: length - 1] + "…"
