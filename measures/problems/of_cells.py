"""What can be wrong with a cell or a row, or is asked of them."""

from __future__ import annotations

from measures.problems.kind import Kind

OF_CELLS: dict[str, Kind] = {
    "not-yes-no": Kind('"{value}"{also} is neither Yes nor No. Write Y or N{or_clear}.'),
    "not-a-tick": Kind(
        '"{value}"{also} is a cross in a column that has another mark too, such as a tick, so that it may be No as '
        "well as Yes. Write Y or N{or_clear}."
    ),
    "not-a-date": Kind('"{value}"{also} is {why}. Write {says}{or_clear}.'),
    "a-week": Kind(
        '"{value}" is a week and not a day{others}. A row is counted by its day. Write the day of each; where only '
        "the week is known, write its first day alone{first}{or_weeks}.",
        command="{how}",
    ),
    "destroyed-ref": Kind(
        '"{value}" is what a spreadsheet program makes of a longer number{others}: the last digits of "{heading}" are '
        "gone, and two may look like one. Only the system it comes from still has them: export the list from there "
        "again, and open it in no spreadsheet program before you upload it."
    ),
    "date-for-ref": Kind(
        'under "{heading}" stands a date, {value}{others}, as a spreadsheet program makes of a reference such as 1-3 '
        "or MAR-24. Write the reference as the system it comes from has it, in a cell whose format is Text."
    ),
    "not-a-time": Kind('"{value}"{also} is no time of the day. Write {says}{or_clear}.'),
    "not-a-number": Kind('"{value}"{also} is not {says}. Write one figure and nothing else{or_clear}.'),
    "not-per-cent": Kind(
        '"{value}"{also} stands {where}, so that it may be {comes_to} as well as {value}%. Write it with its %.'
    ),
    "out-of-range": Kind('{value}{also} is outside what "{heading}" can be. Write {says}{or_clear}.'),
    "not-an-option": Kind('"{value}"{also} is not one of the choices for "{heading}". Write {says}{or_clear}.'),
    "not-a-year": Kind(
        '"{value}"{also} is not a financial year. Write the year and the next, such as 2012-13, or one year '
        "alone{or_clear}."
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
        "of {overlap} {overlap:reference|references} here that {overlap:was|were} loaded before, {count} stood for "
        "something else then, as listed. If these are other "
        "{thing}s, loading them would take away the ones loaded before: give each its own reference, such as "
        "N-{value} and S-{value}, in "
        "both lists. If they are the same {thing}s, say so.",
        about="sheet",
    ),
    "error-cell": Kind("the cell shows the Excel error {value}{also}. Mend the formula or clear the cell."),
    "not-calculated": Kind(
        "the cell holds a formula whose result was never saved{also}. Open the workbook in Excel, save it, and upload "
        "that copy."
    ),
    "beyond-headings": Kind(
        '"{value}" stands beyond the last heading: a cell of this row has a separator in it and no quotation marks '
        "around it, so that what "
        "follows is in the wrong columns. Put that cell between quotation marks, or save the sheet as .xlsx."
    ),
    "decimal-comma": Kind(
        'of the figures under "{heading}", {count} {count:has|have} a decimal comma, such as {value}. Here a '
        "comma stands between "
        "thousands: 1,250 would be read as 1250. Say that they are figures with a decimal comma, or write a full stop "
        "for the decimal comma, and nothing between thousands.",
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
        'this row has fewer cells than there are headings, and "{value}" is not of the kind that its column has: a '
        "separator is missing before it, so that what follows stands too far to the left. Put in the blank cell that "
        "is missing."
    ),
    "rows-above": Kind(
        "{rows} above the headings, and would be read as {kind}. Put the headings above them, or clear what is no row "
        "of the table.",
    ),
    "month-among-days": Kind(
        '{rows} a month under "{heading}" where the others have a day, such as "{value}". A demand is counted by its '
        "day, and by weeks. Write the day of each, or leave these rows out.",
        about="column",
    ),
    "months?": Kind(
        'every date under "{heading}" is the first of a month, such as {value}. If these are months of which the day '
        "is not known, say so: the demands are then counted by month, and in no week. If they are days, say that they "
        'are dates as they stand; or, if "{last}" is {other}, that the month comes first, or day and month are '
        "exchanged.",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
}
