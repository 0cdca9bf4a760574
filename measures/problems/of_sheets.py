"""What can be wrong with a sheet, or is asked of how it and its columns are read."""

from __future__ import annotations

from measures.problems.kind import Kind

# What is the same for all rows may be given, where no heading says it: see "looks-like".
OR_VALUE = "give one value for all rows, "
BY_VALUE = ', with `--value "{sheet}!{field}=VALUE"` in its place where it is one for all rows'

OF_SHEETS: dict[str, Kind] = {
    "not-recognised": Kind(
        "none of its first 20 rows has the headings of a kind this dashboard reads, so it was left alone. If it is "
        "one of the kinds, choose which, and where its headings are, or that it has none.",
        stops=False,
        about="sheet",
        command='`--kind "{sheet}=KIND"` says which, and `--column "{sheet}!Column A=FIELD"` what a column is of a '
        "sheet without headings.",
    ),
    "nearest-kind": Kind(
        "this is none of the kinds of sheet for certain, so it was left alone. The nearest is {kind}, by {value}; "
        "{lacks}. Choose its kind if it is one.",
        stops=False,
        about="sheet",
        command='`--kind "{sheet}=KIND"` says which.',
    ),
    "headings-missing": Kind(
        '"{value}" stands where a heading would, and below it what is like it, so the sheet has no headings, it '
        "seems, and was left alone. Choose which kind it is, that no row has its headings, and what each column is; "
        "or put headings above it.",
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
    "weekdays-across": Kind(
        'weekdays stand side by side over its figures, such as "{value}" and "{other}", and each figure is of a date. '
        "Put each figure in a row of its own with its date, under Measure, Date and Value (in Excel: Data, From Table, "
        "Unpivot Columns, and then the day of each), and upload that; or upload the list that was counted.",
        stops=False,
        about="sheet",
    ),
    "counts-across": Kind(
        'it counts households, such as those under "{value}" and "{other}", and has no row for each. Upload the list '
        "that was counted, with a row for each household. To see the counts over time, put each in a row of its own, "
        "under Measure, Date and Value.",
        stops=False,
        about="sheet",
    ),
    "hidden-sheet": Kind(
        "the sheet is hidden in the workbook, so it was left alone. Unhide it to load it.", stops=False, about="sheet"
    ),
    "looks-like": Kind(
        "this looks like {kind}, but no heading is understood as {missing}. Say which heading that is, {or_value}or "
        "add it to the sheet.",
        about="sheet",
        command='`--kind "{sheet}=suggested" --column "{sheet}!HEADING={field}"` says which heading it is and reads '
        'the rest as the lines below have it{by_value}; `--kind "{sheet}=leave-out"` leaves the sheet out.',
    ),
    "suggested": Kind(
        "this looks like {kind}: {count} of {of} columns matched.{rest} Nothing of it is loaded until you say that it "
        "is read so, or change how it is read.",
        about="sheet",
        command='`--kind "{sheet}=suggested"` reads it as the lines below have it, `--kind "{sheet}=leave-out"` '
        "leaves it out.",
    ),
    "guess": Kind('the heading "{value}" is {how} {field}: {reason}.', stops=False, about="sheet"),
    "guess-across": Kind(
        "over this column stands {over}, and each figure below it is the {field}: {such}.", stops=False, about="column"
    ),
    "months-of-years": Kind(
        'what stands under "{heading}" is of the year over each figure: "{value}" of {year} is {now}.',
        stops=False,
        about="column",
    ),
    "when-was": Kind(
        'over these figures stands "{value}", which is no date. Say on which day that was, if it was the same for all '
        'rows; if it was not, add a column with the date of each, such as "{value} date".',
        about="sheet",
        command='`--value "{sheet}!{value}=DD/MM/YYYY"` says the day.',
    ),
    "guess-for-all": Kind('{field} of all rows is "{value}", as the sheet is called.', stops=False, about="sheet"),
    "guess-from-above": Kind(
        '{field} of all rows is "{value}", as it says above the table, or in the name of the sheet.',
        stops=False,
        about="sheet",
    ),
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
        "it has {count} rows exactly, and exports are often cut there: what comes after is then missing. Look whether "
        "the last rows are those that you expect; if not, export it in parts.",
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
        'this row says under the headings what each is or how it is filled in, such as "{value}" under "{heading}": '
        "it is no row of the table.",
        stops=False,
        about="sheet",
    ),
    "too-far-across": Kind(
        'a table that lies across its sheet may have {rows} rows and {columns} columns, and the heading "{value}" is '
        "read as lying across one that has more. Say something else of it, or upload the table in parts.",
        about="sheet",
    ),
    "too-many-each": Kind(
        "a row for each of several names can be made of {columns} names in a row and of {rows} rows, and this is "
        "more. Read the first name of each cell, or upload the table in parts.",
        about="sheet",
    ),
    "one-of-tables": Kind(
        "the sheet has several tables: this is the one whose headings stand here. The others are shown as sheets of "
        "their own: {others}.",
        stops=False,
        about="sheet",
    ),
    "tables-joined": Kind(
        "{count} tables with the same headings stand one below another, under rows {rows}: they are read as one.",
        stops=False,
        about="sheet",
    ),
    "titles-as-column": Kind(
        'what stands above each of the tables, such as {titles}, is read as a column "{field}". Choose another field '
        "for it where it is something else.",
        stops=False,
        about="sheet",
    ),
    "sections-as-column": Kind(
        'what stands alone in rows of the table, such as {titles}, is read as a column "{field}" of the rows below it. '
        "Choose another field for it where it is something else.",
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
    "read-by-cells": Kind(
        'the column "{value}" is read as {field}, for that is what its cells say. Choose something else for '
        "it if it is not.",
        stops=False,
        about="column",
        command='`--column "{sheet}!{value}=leave-out"` leaves it alone.',
    ),
    "read-loosely": Kind(
        'the column "{value}" is read as {field}, for no other column says it. Choose something else for it if it is '
        "not.",
        stops=False,
        about="column",
        command='`--column "{sheet}!{value}=leave-out"` leaves it alone.',
    ),
    "read-together": Kind(
        'the columns "{other}" and "{value}" are read together as "{field}": what is ticked in a row.',
        stops=False,
        about="column",
    ),
    "classed-twice": Kind(
        'the column "{value}" says {field} of each row too, and in {rows} it differs from "{heading}", first in row '
        '{row}: {two}, and not {one}. Say which of the two is read: choose "{field}" for that one, and leave the '
        "other out.",
        about="column",
        command='`--column "{sheet}!{heading}={field}"` reads the one, `--column "{sheet}!{value}={field}"` the other.',
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
        'the column "{value}" was left alone: {bad} of its {count} filled {count:cell|cells} {bad:is|are} '
        "neither Yes nor No. If it is a "
        "flag, "
        "write Y or N in each cell.",
        stops=False,
        about="column",
    ),
    "only-0-and-1": Kind(
        'the column "{value}" has only 0 and 1 (or -1), and is read as a flag: 1 is Yes and 0 is No. If it counts '
        "something, such as visits, delete the column, or each 1 will be one flag more.",
        stops=False,
        about="column",
    ),
    "only-t-and-f": Kind(
        'the column "{value}" has only T and F, and is read as a flag: T is Yes (true) and F is No (false). If they '
        "stand for something else, leave the column out.",
        stops=False,
        about="column",
        command='`--column "{sheet}!{value}=leave-out"` leaves it out.',
    ),
    "flags-in-words": Kind(
        'the column "{value}" names the flags of each row, such as "{such}", and a flag is read from a column of its '
        "own. Give each flag a column that is headed with its name, such as {flags}, with Y where a row has it and N "
        "where it has not; or leave this column out: then none of it is known.",
        about="column",
        command='`--column "{sheet}!{value}=leave-out"` leaves it out.',
    ),
    "month-first?": Kind(
        "{count} {count:date in this column fits|dates in this column fit} only if the month comes first, such as "
        '"{value}" ({cells}). If the whole column is so, say that "The dates in this sheet have the month first"; if '
        "not, mend {count:this cell|these cells}.",
        stops=False,
        about="column",
        command='--month-first "{sheet}" says it.',
    ),
    "day-first?": Kind(
        "{count} {count:date in this column fits|dates in this column fit} only if the day comes first, such as "
        '"{value}" ({cells}), and the column is read with the month first. If the whole column is so, say that "The '
        'dates in this sheet have the day first"; if not, mend {count:this cell|these cells}.',
        stops=False,
        about="column",
        command='--day-first "{sheet}" says it.',
    ),
    "day-presumed": Kind(
        'no date shows whether day or month comes first, and those under "{heading}" are read with the day first: '
        '"{value}" is {day}. If the month comes first, it is {other}: then say so.',
        stops=False,
        about="column",
        command='--month-first "{sheet}" or --day-first "{sheet}" says it, and it is remembered for these headings.',
    ),
    "either-order?": Kind(
        'the dates under "{heading}" stand one after the other only if the month comes first, and no date shows which '
        'comes first. Say whether "{value}" is {day} (the day first) or {other} (the month first).',
        about="column",
        command='--day-first "{sheet}" or --month-first "{sheet}" says it.',
    ),
    "days-or-months?": Kind(
        'the dates under "{heading}" are days of January with the day first, and the first days of months with the '
        'month first. Say whether "{value}" is {day} or {other}.',
        about="column",
        command='--day-first "{sheet}" or --month-first "{sheet}" says it.',
    ),
    "read-month-first": Kind(
        'the dates under "{heading}" are read with the month first, as you said: "{value}" is {day}.',
        stops=False,
        about="column",
    ),
    "read-year-first": Kind(
        'the dates under "{heading}" are read with the year first, as you said: "{value}" is {day}.',
        stops=False,
        about="column",
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
        'times such as {value} under "{heading}" are read as hours and minutes: {comes_to}. If they are minutes and '
        "seconds, say so.",
        stops=False,
        about="column",
        command='--read "{sheet}!{heading}=minutes:seconds" says it.',
    ),
    "of-another-unit": Kind(
        'the column "{value}" is not in {unit}, and nothing says what it would be in them, so it is not read as '
        '"{field}" and was left alone.',
        stops=False,
        about="column",
    ),
    "scale?": Kind(
        'it is not sure on which scale the ratings under "{heading}" are: they go from {least} to {most}, and {scale} '
        "is presumed. Say on which scale they are.",
        about="column",
        command='--read "{sheet}!{heading}=0 to 100" says it.',
    ),
    "read-on-scale": Kind(
        'the ratings under "{heading}" are read on a scale of {scale}, as {stated}.', stops=False, about="column"
    ),
    "scale-presumed": Kind(
        'the ratings under "{heading}" are read on a scale of {scale}, and none is above 5. If the scale ends there, '
        "say so.",
        stops=False,
        about="column",
        command='--read "{sheet}!{heading}=1 to 5" says it.',
    ),
    "exchanged?": Kind(
        'of the dates under "{heading}", {dates} as dates, each with a day of 12 or less, and {words} as words, each '
        "with a day above 12: {word}. So it looks where a spreadsheet program read them in the other order. Say "
        "whether the first of the dates is {day} (as they stand) or {other} (day and month exchanged).",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "year-first?": Kind(
        'every date under "{heading}" may begin with its year, such as {value}. Say whether that is {day} (dates as '
        "they stand) or {other} ({such}).",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "which-year?": Kind(
        'the dates under "{heading}" have no year, such as "{value}". Say of which year they are: {ways}, or another.',
        about="column",
        command='`--value "{sheet}!Year={such}"` says it.',
    ),
    "read-in-year": Kind(
        'dates without a year under "{heading}" are read as those of {year}, as you said: "{value}" is {now}.',
        stops=False,
        about="column",
    ),
    "one-day?": Kind(
        'the dates under "{heading}" are of one or two days of many months, such as {value}, as where the month comes '
        'first: then these are of a few days. Say whether "{value}" is {day} (dates as they stand) or {other} '
        "({such}).",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "several-points": Kind(
        '"{value}" has more than one figure on {date} (rows {rows}){others}, and a measure has one on each date. If '
        "they are of different things, such as two areas, put a column into the sheet that tells them apart, or give "
        "each a name of its own; if not, keep the row that is right.",
        about="sheet",
    ),
    "several-points-apart": Kind(
        '"{value}" has more than one figure on {date} (rows {rows}){others}, and a measure has one on each date. The '
        'column "{column}" tells them apart: choose {field} for it too, and each is a measure of its own. If they are '
        "of one thing, keep the row that is right.",
        about="sheet",
        command='`--column "{sheet}!{column}={field}"` says it.',
    ),
    "read-exchanged": Kind(
        'day and month of the dates under "{heading}" are exchanged, as you said: {day} is read as {other}.',
        stops=False,
        about="column",
    ),
    "several?": Kind(
        'under "{heading}" {cells} several names, such as "{value}", and a row is counted under one. Say whether the '
        'first of them is read ("{first}"), {each}or all as one name.',
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "first-of-several": Kind(
        'under "{heading}" {cells} several names, of which the first is read, as you said: "{value}" is "{first}".',
        stops=False,
        about="column",
    ),
    "each-of-several": Kind(
        'under "{heading}" {cells} several names, and such a row is read as one for each, as you said: "{value}" is '
        '"{all}". Amounts, such as minutes, stay with the first.',
        stops=False,
        about="column",
    ),
    "several-as-one": Kind(
        'under "{heading}" {cells} several names, which are read as one, as you said: "{value}" is "{all}".',
        stops=False,
        about="column",
    ),
    "steps?": Kind(
        'under "{heading}" {rows} have the reference of another row{apart}, first {value} in rows {first} and {row}: a '
        "system may give a row to each status or transfer of a demand, and each row would count as one. Say which row "
        "of each reference is read, or that every row is a demand by itself, which then has no reference.",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "one-of-steps": Kind(
        'of the rows with the same "{heading}" the {which} is read, as you said: {rows} more were left out.{lost}',
        stops=False,
        about="column",
    ),
    "by-itself": Kind(
        'every row is read as a demand by itself, as you said, and "{heading}" as no reference of it.',
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
        'under "{heading}" stand numbers, such as {value}, and Y or N is wanted. If any number above 0 is Yes and 0 '
        "is No, say so; if not, write Y or N in each cell.",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "date-or-yes?": Kind(
        'under "{heading}" stand dates, such as {value}, and Y or N is wanted. If any date is Yes, say so (a blank '
        "stays not known); if not, write Y or N in each cell.",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "read-also-as-yes": Kind('under "{heading}" {what} is read as Yes, as you said.', stops=False, about="column"),
    "fall?": Kind(
        'every figure under "{heading}" has a minus, such as {value}, and it is not sure whether that is a fall of '
        "{size} or a rise. Say whether each is a change ({value}) or a reduction (a rise of {size}).",
        about="column",
        command='--read "{sheet}!{heading}={such}" says it.',
    ),
    "read-as-change": Kind(
        'the figures under "{heading}" are read as {what}, as {stated}: {value} is {comes_to}.',
        stops=False,
        about="column",
    ),
    "change-differs": Kind(
        "the change is {value}, and before and after ({before} and {after}) make it {made}. Check whether the two are "
        "the wrong way round, a minus is missing, or one of the three is wrong. Before and after are used.",
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
        '{share} of those rated under "{heading}" need serious help (tier {most}), yet they have fewer flags than '
        "those at tier {least}: {few} on average, and {many} (see rows {row} and {other}). Check which end is serious.",
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
}
