"""What is worth knowing, and stops nothing."""

from __future__ import annotations

from measures.problems.kind import Kind

TO_KNOW: dict[str, Kind] = {
    "same-row": Kind("this row repeats row {other} exactly, so it was left out.", stops=False, leaves_out=True),
    "hidden-rows": Kind(
        "{count} {count:row that is|rows that are} hidden in the spreadsheet, perhaps by a filter, {count:is|are} read "
        "too. Delete what should not count.",
        stops=False,
        about="sheet",
    ),
    "hidden-columns": Kind(
        "columns that are hidden in the spreadsheet are read too: {columns}. Leave out those that should not be read.",
        stops=False,
        about="sheet",
        command='`--column "{sheet}!HEADING=leave-out"` leaves one out.',
    ),
    "merged": Kind(
        '{count} {count:cell|cells} in "{heading}" that {count:is|are} merged over several rows '
        "{count:is|are} read as saying the same of each of "
        "these rows.",
        stops=False,
        about="column",
    ),
    "merged-once": Kind(
        '{count} {count:cell|cells} in "{heading}" that {count:is|are} merged over several rows '
        "{count:is|are} read as saying it of the first of these "
        "rows only.",
        stops=False,
        about="column",
    ),
    "as-above": Kind(
        '{count} {count:cell|cells} under "{heading}" that {count:says|say} to look above, such as {value} ({cell}), '
        '{count:is|are} read as what stands there: "{now}". Where the rows were sorted since, write the words out.',
        stops=False,
        about="column",
    ),
    "blank-below": Kind(
        'under "{heading}" each name stands once, such as {names}, and {count} rows below have none: these are read as '
        "not known. If they are of the name above them, fill it down (in Excel: select the column, Go To Special, "
        "Blanks, then = and the cell above, with Ctrl and Enter) and upload that.",
        stops=False,
        about="column",
    ),
    "total-row": Kind("this row is a total{also}, so it was left out.", stops=False, leaves_out=True),
    "sum-column": Kind('the column "{value}" adds up the others, so it was left out.', stops=False, about="column"),
    "read-across": Kind(
        "the {columns} read as one table with a row for each figure: over it stands the {over}, "
        "such as "
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
        'of each of these costs only the period is known, such as "{value}", which is kept as its {field}: it is in '
        "no month, and before or after the intervention only where an Approach says so.",
        stops=False,
        about="sheet",
    ),
    "month-as-day": Kind(
        '{rows} a month under "{heading}" and no day, such as "{value}": read as its first day, which is before '
        "whatever happened later in that month. Write the day of each where one is known.",
        stops=False,
        about="column",
    ),
    "only-a-week": Kind(
        '{rows} a week under "{heading}" and no day, such as "{value}": counted in that week, and in the month in '
        "which its Monday is; no wait and no repeat is counted from it.",
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
        '"{value}" is no number of demands. Write how many there were as a whole number, or clear the cell '
        "where none is known."
    ),
    "too-many-counted": Kind(
        "the sheet counts {count} demands, and the limit is {limit}. Load it in parts, such as a year each.",
        about="sheet",
    ),
    "one-for-all": Kind('{field} of all rows is "{value}".', stops=False, about="sheet"),
    "sum-row": Kind("this row is a total, the {what} of {rows}, so it was left out.", stops=False, leaves_out=True),
    "as-a-date": Kind(
        '"{value}" under "{heading}" is as a spreadsheet program writes a reference such as 1-3 or '
        "MAR-24{others}. It is "
        "loaded as it stands. If the system it comes from has it otherwise, export the list from there again, and open "
        "it in no spreadsheet program before you upload it.",
        stops=False,
    ),
    "no-postcode": Kind(
        '"{value}"{also} is no postcode, and would be a place of its own.{meant}',
        stops=False,
    ),
    "only-the-street": Kind(
        'of {count} {count:cell|cells} under "{heading}" only the street is kept, such as that of "{value}": '
        "the numbers of houses "
        "and flats are not stored.",
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
        "this row stands below the table, after a blank row, and only its first column is filled{also}, so it was "
        "taken for a note and left out.",
        stops=False,
        leaves_out=True,
    ),
    "other-thing": Kind(
        '{value} was loaded before with "{heading}" "{before}", and here it has "{now}". If these are two {thing}s, '
        "give them different "
        "references, such as N-{value} and S-{value}.",
        stops=False,
    ),
    "footer": Kind(
        "this row says something of the table as a whole{also}, such as how many rows it has or who printed it, so it "
        "was left out.",
        stops=False,
        leaves_out=True,
    ),
    "part-of-another": Kind(
        'under "{value}" {rows} the reference of another row ({cells}). Each row counts as a demand of its own: where it '
        "is the same contact that was passed on, take these rows out of the file (in Excel: filter by this column) and "
        "load the rest.",
        stops=False,
        about="column",
    ),
    "count-differs": Kind(
        "the printed count of flags is {value}, and the row has {recount} marked Yes. The recount is used.", stops=False
    ),
    "cost-differs": Kind(
        "the cost is {value}, and quantity × unit cost comes to {product}. The cost is used.", stops=False
    ),
    "several-ratings": Kind(
        '"{value}" has more than one rating on {date} (rows {rows}){others}: the last of a day is on the charts, and '
        "the others in the table alone. Where they are of several people, say in a column Rated by whose each is.",
        stops=False,
    ),
    "in-the-future": Kind("{value} is in the future{others}. Check the dates.", stops=False),
    "dash-is-zero": Kind(
        '{count} {count:cell|cells} in "{heading}" that {count:holds|hold} only a dash {count:is|are} read '
        "as £0.00, as "
        "Excel shows a zero.",
        stops=False,
        about="column",
    ),
    "word-is-zero": Kind(
        '{count} {count:cell|cells} in "{heading}" with the word "{value}" ({cells}) {count:is|are} read as 0.',
        stops=False,
        about="column",
    ),
    "credit-is-minus": Kind(
        '{count} {count:amount|amounts} in "{heading}" with CR or a minus behind, such as {value} ({cells}), '
        "{count:is|are} "
        "read as {count:a credit|credits}, below £0.",
        stops=False,
        about="column",
    ),
    "number-in-street": Kind(
        'under "{heading}" stands a number that may be of a house or a flat, such as "{value}" ({cells}). Streets '
        "alone are counted and shown: write the street without it.",
        stops=False,
        about="column",
    ),
    "day-of-work": Kind(
        'under "{heading}" {count:stands|stand} {count} {count:time|times} of a day and a night or longer, '
        "such as {value} ({cells}): so long "
        "would somebody have worked at one demand. Check the unit, or clear the cell where it says how long a person "
        "waited.",
        stops=False,
        about="column",
    ),
    "read-as-blank": Kind(
        '{count} {count:cell|cells} in "{heading}" with words such as "{value}" ({cells}) {count:is|are} '
        "read as not known.",
        stops=False,
        about="column",
    ),
    "far-date": Kind(
        "{day} is far from the other dates{of} in this sheet, {first} to {last}: {rows} dated so far apart and in no "
        "average or chart over time. Check the year.",
        stops=False,
    ),
    "far-line": Kind(
        "{day} is more than five years from all other rows of {case}, {first} to {last}: it is in the totals, and "
        "begins and ends no time that is compared. Check the year.",
        stops=False,
    ),
    "far-rating": Kind(
        "{day} is more than five years from all other ratings of {case}, {first} to {last}: it is on no chart and in "
        "no comparison. Check the year.",
        stops=False,
    ),
    "more-like-this": Kind("{count} more, not listed, with the same problem as {like}", about="column"),
    "more-notes-like-this": Kind("{count} more, not listed, like {like}", stops=False, about="column"),
}
