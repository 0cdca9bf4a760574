"""Makes the demonstration workbooks beside this file: `python data/examples/generate.py [folder]`.

Everything is invented, from a fixed seed: the same script gives the same bytes. The words people say are in
verbatims.txt and cases.txt. The only figures that are not invented are the deck's own: the twelve households'
flags, Ruth's totals and counts (slides 4-7), slide 13's two totals and slide 16's results.
"""

import io
import math
import random
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

HERE = Path(__file__).resolve().parent
STAMP = datetime(2026, 7, 1, 9, 0, 0)
START, END, REDESIGN = date(2025, 1, 1), date(2026, 6, 30), date(2025, 10, 1)
QUARTER = 91.3125

FLAGS = ["CYP referral", "CYP re-referral", "CYP asst. to service", "Rent arrears", "YAMH", "ASB", "VA", "Crime"]
HOUSEHOLDS = ["Household ref", "Street name", "Postcode", "Locality", "Tier", *FLAGS, "Count of flags", "As at"]
DEMANDS = [
    "Demand ref",
    "Received on",
    "Time received",
    "What the person asked",
    "Value or failure",
    "Type of demand",
    "Agency",
    "Channel",
    "Failure origin agency",
    "System condition",
    "Minutes",
    "Resolved first time",
    "Resolved on",
    "Household ref",
    "Street name",
    "Postcode",
    "Locality",
]
TRANSACTIONS = [
    "Case ref",
    "Agency",
    "Cost",
    "Quantity",
    "Unit cost",
    "Date",
    "Approach",
    "Activity",
    "Team",
    "Worker role",
    "Worker",
    "Description",
    "Price year",
    "Cash type",
    "Source of unit cost",
]
CASES = [
    "Case ref",
    "Intervention date",
    "Followed until",
    "Household ref",
    "Title",
    "What matters",
    "Consent to show",
    "Note",
]
RATINGS = ["Case ref", "Statement", "Date", "Rating", "Rated by", "Note"]
RESULTS = ["Measure", "Before", "After", "Change", "Unit", "Sample size", "Period", "Note"]
SERIES = ["Measure", "Date", "Value", "Unit", "Better is", "Note"]
UNIT_COSTS = ["Activity", "Agency", "Unit cost", "Unit", "Price year", "Source"]

WIDTHS = {
    "What the person asked": 80,
    "Statement": 42,
    "Note": 44,
    "Description": 62,
    "What matters": 74,
    "Title": 44,
    "Measure": 56,
    "Type of demand": 48,
    "System condition": 40,
    "Street name": 24,
    "Team": 34,
    "Source": 34,
    "Source of unit cost": 30,
    "Failure origin agency": 22,
    "Agency": 20,
    "Activity": 18,
    "Period": 18,
}
MONEY = {"Cost", "Unit cost"}
INVENTED = "Invented for the demonstration"


# ---------------------------------------------------------------------------------------------------- writing workbooks


def new_book():
    """An empty workbook with fixed properties."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Demonstration data (invented)"
    book.properties.created = book.properties.modified = STAMP
    return book


def add_sheet(book, title, headings, rows):
    """A sheet of rows (dicts by heading): bold headings, frozen first row, real dates, £ formats."""
    sheet = book.create_sheet(title)
    sheet.append(headings)
    for number, heading in enumerate(headings, 1):
        cell = sheet.cell(1, number)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE7ECEF")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(
            heading, max(11, min(22, len(heading) + 2))
        )
    sheet.freeze_panes = "A2"
    for line, row in enumerate(rows, 2):
        sheet.append([row.get(heading) for heading in headings])
        for number, heading in enumerate(headings, 1):
            value = row.get(heading)
            if isinstance(value, date):
                sheet.cell(line, number).number_format = "dd/mm/yyyy"
            elif isinstance(value, time):
                sheet.cell(line, number).number_format = "hh:mm"
            elif (
                heading in MONEY or (row.get("Unit") == "£" and heading in ("Before", "After"))
            ) and value is not None:
                sheet.cell(line, number).number_format = '"£"#,##0.00'
    return sheet


def save(book, path):
    """Save with the clock taken out: fixed times inside the zip and in the properties, so output is stable."""
    held = io.BytesIO()
    book.save(held)
    moment = STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + moment, content)
            entry = zipfile.ZipInfo(name, date_time=STAMP.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content, compresslevel=9)


# -------------------------------------------------------------------------------------------------------- small helpers


def shuffled(rng, items):
    """A shuffled copy."""
    items = list(items)
    rng.shuffle(items)
    return items


def weighted(rng, pairs):
    """One item from (item, weight) pairs."""
    return rng.choices([item for item, _ in pairs], [weight for _, weight in pairs])[0]


def read_words():
    """verbatims.txt as (word lists by name, types of demand)."""
    lists, types, target = {}, [], None
    for line in (HERE / "verbatims.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("//"):
            continue
        if line.startswith("= "):
            target = lists.setdefault(line[2:], [])
        elif line.startswith("# "):
            name, agencies, weight, failing, value_minutes, failure_minutes, conditions = line[2:].split(" | ")
            types.append(
                {
                    "name": name,
                    "agencies": agencies.split(" / "),
                    "weight": float(weight),
                    "failing": float(failing),
                    "minutes": {"Value": float(value_minutes), "Failure": float(failure_minutes)},
                    "conditions": conditions.split("; "),
                    "Value": [],
                    "Failure": [],
                }
            )
            target = None
        elif target is None:
            types[-1]["Value" if line[0] == "V" else "Failure"].append(line[2:])
        else:
            target.append(line)
    return lists, types


def read_cases():
    """cases.txt as (list of (group, title, what matters), statements by group)."""
    cases, statements, target = [], {}, None
    for line in (HERE / "cases.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("//"):
            continue
        if line.startswith("= "):
            target = statements.setdefault(line[2:], [])
        elif target is None:
            cases.append(tuple(line.split(" | ")))
        else:
            target.append(line)
    return cases, statements


def financial_year(day):
    """The financial year of a day, as 2012-13."""
    first = day.year if day >= date(day.year, 4, 1) else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


# ------------------------------------------------------------------------------------------------ the deck's households


def deck_households(folder):
    """deck_twelve_households.xlsx: the slide's twelve rows, its flags and counts; streets and postcodes invented."""
    headings = [
        "Street number",
        "Street name",
        "Poctcode",
        "CYP Referral",
        "CYP Re-referral",
        "CYP asst. to service",
        "Rent Arrears",
        "YAMH",
        "ASB",
        "VA",
        "Crime",
        "Count of Flags",
    ]
    shared, pair = ("Tanhouse Road", "ZZ9 4DF"), ("Inglemoor Avenue", "ZZ9 4HB")
    streets = [
        ("Cinderbank Road", "ZZ9 4BG"),
        shared,
        ("Bramblewick Grove", "ZZ9 5NA"),
        shared,
        shared,
        ("Cloverdale Avenue", "ZZ9 4HT"),
        ("Gatekeeper Close", "ZZ9 6DZ"),
        ("Greyheron Road", "ZZ9 4EY"),
        ("Hurdlemaker Road", "ZZ9 5EP"),
        pair,
        pair,
        ("Nightjar Road", "ZZ9 4AS"),
    ]
    flags = [
        "YNNYNNNY",
        "YNNYNNNN",
        "YNNNyNNN",
        "YYYNNNNY",
        "YNNNNNNY",
        "YNNNNNNN",
        "YNNNNNNN",
        "YNNNNNNY",
        "YNNNNNNN",
        "YNNNNNNN",
        "YYNNNNNN",
        "YNNNNNNY",
    ]
    counts = [3, 2, 2, 4, 2, 1, 1, 2, 1, 1, 2, 2]
    assert [sum(row[i] in "Yy" for row in flags) for i in range(8)] == [12, 2, 1, 2, 1, 0, 0, 5]
    assert [row.upper().count("Y") for row in flags] == counts
    rows = [
        dict(zip(headings, [letter, *street, *marks, count]))
        for letter, street, marks, count in zip("ABCDEFGHIJKL", streets, flags, counts)
    ]
    book = new_book()
    add_sheet(book, "Households", headings, rows)
    save(book, folder / "deck_twelve_households.xlsx")


# -------------------------------------------------------------------------------------------- locality.xlsx: households

STREETS = {
    "Quillmere": [
        "Larkspur Road",
        "Larkspur Avenue",
        "Tollgate Street",
        "Weavers Row",
        "Chandlers Lane",
        "Fennel Close",
        "Mistlethrush Way",
        "Old Ropewalk",
        "Saddlers Court",
        "St Aldric Street",
        "Harebell Crescent",
        "Cooperage Road",
        "Quarrymans Terrace",
        "Sorrel Drive",
        "Bellfounders Road",
        "Wicket Street",
        "Plover Grove",
        "Teasel Gardens",
        "Lower Sluice Lane",
        "Gasworks Terrace",
    ],
    "Tollerby Bank": [
        "Dyers Hill Road",
        "Kestrel Avenue",
        "Copperbeech Drive",
        "Nailmakers Street",
        "Foxglove Close",
        "Hayrick Lane",
        "Millrace Road",
        "Pentland Rise",
        "Candlewick Street",
        "Juniper Crescent",
        "Curlew Way",
        "Ribbonmakers Yard",
        "Bracken Grove",
        "Lamplighter Road",
        "Orchardside Avenue",
        "Greenstile Lane",
        "Turnpike Terrace",
        "Willowherb Road",
        "Beeskep Close",
        "Upper Tenter Street",
    ],
    "Saltmarrow": [
        "Saltpan Road",
        "Herringbone Street",
        "Samphire Avenue",
        "Breakwater Drive",
        "Oystershell Lane",
        "Lanternhouse Road",
        "Ketch Close",
        "Seacampion Grove",
        "Boatbuilders Row",
        "Cormorant Way",
        "Ferryhouse Street",
        "Sandmartin Crescent",
        "Shingle Terrace",
        "Driftwood Gardens",
        "Netmakers Court",
        "Gannet Road",
        "Tidemill Lane",
        "Mussel Bank",
        "Thrift Avenue",
        "Harbourmaster Street",
    ],
}
PREVALENCE = [0.24, 0.09, 0.08, 0.27, 0.10, 0.16, 0.09, 0.17]
FLAGS_OF_TIER = {1: [(4, 55), (5, 28), (6, 12), (7, 5)], 2: [(2, 66), (3, 34)], 3: [(0, 66), (1, 34)]}
DECK_SENTENCE = "I could go either way (multiple problems)"


def tier_by_rule(flag_count):
    """The tier where none is recorded: four flags or more, two or three, none or one."""
    return 1 if flag_count >= 4 else 2 if flag_count >= 2 else 3


def street_sizes(rng):
    """Households a street: sixty very different sizes that sum to 2,000, two of them under eight."""
    streets = [street for names in STREETS.values() for street in names]
    small = {"Ribbonmakers Yard": 5, "Netmakers Court": 7}
    weights = {street: math.exp(rng.gauss(0, 0.65)) for street in streets if street not in small}
    scale = (2000 - sum(small.values()) - 9 * len(weights)) / sum(weights.values())
    sizes = {street: 9 + int(weight * scale) for street, weight in weights.items()}
    sizes[max(sizes, key=sizes.get)] += 2000 - sum(small.values()) - sum(sizes.values())
    return {street: small.get(street) or sizes[street] for street in streets}


def postcodes(rng):
    """Invented postcodes, each once, all in the fictional outward code ZZ9."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return iter(shuffled(rng, [f"ZZ9 {n}{a}{b}" for n in range(10) for a in letters for b in letters]))


def draw_flags(rng, count):
    """Which flags a household with this many has; a re-referral or an assessment implies a referral."""
    while True:
        chosen = set()
        while len(chosen) < count:
            chosen.add(rng.choices(range(8), PREVALENCE)[0])
        if 0 in chosen or not chosen & {1, 2}:
            return chosen


def make_households(rng):
    """Two thousand clean rows whose final tiers are exactly 100, 620 and 1,280; `_` keys are not written."""
    codes, places = postcodes(rng), []
    sizes = street_sizes(rng)
    for locality, streets in STREETS.items():
        for street in streets:
            need, each = rng.gauss(0.25 if locality == "Tollerby Bank" else 0, 0.6), rng.randint(24, 40)
            for number in range(sizes[street]):
                if number % each == 0:
                    code = next(codes)
                places.append((locality, street, code, need + rng.gauss(0, 1)))
    order = sorted(range(2000), key=lambda i: -places[i][3])
    final = {i: 1 if rank < 100 else 2 if rank < 720 else 3 for rank, i in enumerate(order)}
    recorded = set(rng.sample(order[:720], 130) + rng.sample(order[720:], 110))
    differing = set(rng.sample(sorted(recorded), 70))
    rows = []
    for i, (locality, street, code, _) in enumerate(places):
        by_rule = final[i] if i not in differing else {1: 2, 2: rng.choice([1, 3, 3]), 3: 2}[final[i]]
        marks = draw_flags(rng, weighted(rng, FLAGS_OF_TIER[by_rule]))
        row = {
            "Household ref": f"H{i + 1:04d}",
            "Street name": street,
            "Postcode": code,
            "Locality": locality,
            "Tier": final[i] if i in recorded else None,
            "Count of flags": len(marks),
            "As at": END,
            "_final": final[i],
            "_street": street,
            "_postcode": code,
        }
        row.update({flag: "Y" if n in marks else "N" for n, flag in enumerate(FLAGS)})
        rows.append(row)
    return rows


def roughen_households(rng, rows):
    """The mess of real life, none of which should stop a load or move a tier."""
    sentence = next(row for row in rows if row["Tier"] == 2 and row["Count of flags"] < 2)
    sentence["Tier"] = DECK_SENTENCE
    cells = [(row, flag) for row in rows for flag in FLAGS]
    yes = shuffled(rng, [cell for cell in cells if cell[0][cell[1]] == "Y"])
    no = shuffled(rng, [cell for cell in cells if cell[0][cell[1]] == "N"])
    for number, (row, flag) in enumerate(yes[:48]):
        row[flag] = "y" if number < 30 else "Yes" if number < 44 else "Y "
    for number, (row, flag) in enumerate(no[:80]):
        row[flag] = None if number < 40 else "n" if number < 70 else "No"
    for row in rng.sample(rows, 3):
        row["Count of flags"] += 1 if row["Count of flags"] == 0 else rng.choice([-1, 1])
    respelt = shuffled(
        rng,
        [
            row
            for row in rows
            if row["_street"]
            in ("Larkspur Road", "Samphire Avenue", "Foxglove Close", "Tollgate Street", "Lamplighter Road")
        ],
    )
    for row in respelt[:26]:
        street = row["_street"]
        row["Street name"] = rng.choice(
            [
                street.replace("Road", "Rd").replace("Avenue", "Ave").replace("Close", "Cl"),
                street.upper(),
                street.replace(" ", "  "),
            ]
        )
    for row in rng.sample([row for row in rows if row["Street name"] == row["_street"]], 18):
        row["Street name"] += " "
    for row in rng.sample(rows, 14):
        row["Postcode"] = row["Postcode"].replace(" ", "")


def check_households(rows):
    """Settle every row's tier from what is written in it, as a reader would, and insist on the shares."""
    tiers, wrong, respelt = [], 0, {1: 1, 2: 2, 3: 3, DECK_SENTENCE: 2}
    for row in rows:
        count = sum(str(row[flag] or "").strip().lower() in ("y", "yes") for flag in FLAGS)
        wrong += count != row["Count of flags"]
        tiers.append(respelt[row["Tier"]] if row["Tier"] else tier_by_rule(count))
    assert len(rows) == 2000 and len({row["_street"] for row in rows}) == 60
    assert [tiers.count(tier) for tier in (1, 2, 3)] == [100, 620, 1280], "the tiers must be 5, 31 and 64 per cent"
    assert wrong == 3, "exactly three printed counts are wrong"
    assert sum(row[flag] is None for row in rows for flag in FLAGS) == 40
    assert len({row["Household ref"] for row in rows}) == 2000


# ----------------------------------------------------------------------------------------------- locality.xlsx: demands

DEMAND_COUNT = 8000
HOLIDAYS = {
    date(2025, 1, 1),
    date(2025, 4, 18),
    date(2025, 4, 21),
    date(2025, 5, 5),
    date(2025, 5, 26),
    date(2025, 8, 25),
    date(2025, 12, 25),
    date(2025, 12, 26),
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
}
MONTH_WEIGHT = [1.16, 1.08, 1.05, 1.08, 0.97, 0.95, 0.94, 0.86, 1.02, 1.03, 1.07, 0.92]
CHANNELS = [("Phone", 50), ("In person", 14), ("Email", 13), ("Web form", 10), ("On a visit", 8), ("Letter", 5)]
# How many of them come in each hour. Doors and telephones open at nine and close at five, on Mondays most ring as they
# open; what is written comes in the evening too, and a few ring the line for emergencies.
OPEN = {8: 2, 9: 17, 10: 20, 11: 16, 12: 9, 13: 10, 14: 13, 15: 11, 16: 8, 17: 1.5, 18: 0.8, 19: 0.6, 20: 0.5, 21: 0.3}
MONDAY = OPEN | {9: 27, 10: 25}
WRITTEN = {
    7: 3,
    8: 6,
    9: 9,
    10: 10,
    11: 9,
    12: 11,
    13: 8,
    14: 7,
    15: 7,
    16: 6,
    17: 6,
    18: 5,
    19: 7,
    20: 8,
    21: 6,
    22: 3,
}
ORIGINS = {
    "Housing association": [("Council", 5), ("Social services", 2), ("Police", 2), ("Health", 1)],
    "Council": [("Housing association", 5), ("Social services", 2), ("Health", 1), ("Police", 1)],
    "Social services": [("Health", 5), ("Council", 3), ("Education", 3), ("Housing association", 2), ("Police", 1)],
    "Health": [("Social services", 5), ("Council", 1), ("Housing association", 1)],
    "Police": [("Council", 3), ("Housing association", 3), ("Social services", 2), ("Health", 1)],
    "Education": [("Social services", 4), ("Health", 3), ("Council", 2)],
}


def progress(day):
    """How far the redesign has worked through: 0 before 1 October 2025, 1 eleven weeks after."""
    return min(1.0, max(0.0, (day - REDESIGN).days / 77))


def demand_days(rng):
    """The days of 8,000 demands: fewer at weekends and in August, more in winter and on Mondays, no two weeks alike."""
    days = [START + timedelta(n) for n in range((END - START).days + 1)]
    week = {}
    weights = []
    for day in days:
        noise = week.setdefault(day.isocalendar()[:2], math.exp(rng.gauss(0, 0.09)))
        weekday = [1.36, 1.1, 1.0, 0.98, 0.88, 0.17, 0.08][day.weekday()]
        storm = 1.45 if date(2026, 1, 19) <= day <= date(2026, 1, 25) else 1
        weights.append(
            noise
            * weekday
            * storm
            * MONTH_WEIGHT[day.month - 1]
            * (0.1 if day in HOLIDAYS else 1)
            * (1 - 0.1 * progress(day))
        )
    return sorted(rng.choices(days, weights, k=DEMAND_COUNT))


def say(rng, template, lists, kind):
    """A demand in somebody's words: the template filled, sometimes with a start or an end of their own."""

    def fill(text):
        return re.sub(r"\{(\w+)\}", lambda m: fill(rng.choice(lists[m[1]])), text)

    tail = kind.lower()
    text = fill(template)
    text = text[0].upper() + text[1:]
    question = re.match(r"(can|could|what|when|where|who|how|is|do|does|am) ", text, re.I) or re.search(
        r", (can|what|which|why|has anyone|does|do|when|where|is there|is it)\b[^.]*$", text
    )
    stop = "?" if question and "." not in text else "."
    parts = [text]
    if rng.random() < 0.22:
        parts.insert(0, fill(rng.choice(lists["opener " + tail])))
    if rng.random() < 0.30:
        parts.append(fill(rng.choice(lists["closer " + tail])))
    if len(parts) > 1 and parts[-1] != text:
        parts[parts.index(text)] = text + stop
    elif stop == "?" or rng.random() < 0.35:
        parts[-1] = parts[-1] + stop
    said = " ".join(parts)
    return said.lower().replace("'", "") if rng.random() < 0.04 else said


def spend_minutes(rng, demand_type, kind):
    """Minutes on a demand: skewed, longer where something is being put right, and people round to fives."""
    minutes = demand_type["minutes"][kind] * {"Value": 0.9, "Failure": 1.45}[kind] * math.exp(rng.gauss(0, 0.6))
    return max(1, 5 * round(minutes / 5) if minutes > 12 and rng.random() < 0.6 else round(minutes))


def resolve(rng, day, kind):
    """(resolved first time, resolved on): skewed days that shorten after the redesign; some still open."""
    better = progress(day)
    first = rng.random() < {"Value": 0.56 + 0.16 * better, "Failure": 0.24 + 0.14 * better}[kind]
    if first:
        return (None if rng.random() < 0.06 else "Y"), day
    answer = None if rng.random() < 0.06 else "N"
    typical = (16 - 8 * better) * (1.2 if kind == "Failure" else 0.9)
    done = day + timedelta(max(1, round(typical * math.exp(rng.gauss(0, 0.95 - 0.2 * better)))))
    done += timedelta({5: 2, 6: 1}.get(done.weekday(), 0))
    return answer, None if done > END or rng.random() < 0.155 else done


def whereabouts(rng, households, weights):
    """Whose demand it is, as far as anybody wrote down."""
    home = rng.choices(households, cum_weights=weights)[0]
    place = {
        "Household ref": home["Household ref"],
        "Street name": home["_street"],
        "Postcode": home["_postcode"],
        "Locality": home["Locality"],
    }
    known = rng.random()
    if known > 0.95:
        return {}
    if known > 0.83:
        return {"Street name": home["_street"], "Locality": home["Locality"]}
    if rng.random() < 0.04:
        place["Postcode"] = None
    if rng.random() < 0.015:
        place["Street name"] = home["_street"].replace("Road", "Rd").replace("Avenue", "Ave") + " "
    return place


def make_demands(rng, households):
    """Eight thousand demands in the order they were received."""
    lists, types = read_words()
    by_kind = {
        "Value": [t["weight"] * (1 - t["failing"]) for t in types],
        "Failure": [t["weight"] * t["failing"] for t in types],
    }
    weights, total = [], 0
    for home in households:
        total += {1: 9, 2: 3, 3: 1}[home["_final"]]
        weights.append(total)
    rows = []
    for day in demand_days(rng):
        kind = "Failure" if rng.random() < 0.46 - 0.17 * progress(day) else "Value"
        demand_type = rng.choices(types, by_kind[kind])[0]
        agency = rng.choices(demand_type["agencies"], [6, 2, 1][: len(demand_type["agencies"])])[0]
        first, done = resolve(rng, day, kind)
        row = {
            "Received on": day,
            "What the person asked": say(rng, rng.choice(demand_type[kind]), lists, kind),
            "Value or failure": weighted(rng, [(kind, 94), ("Not sure", 3.6), (None, 2.4)]),
            "Type of demand": None if rng.random() < 0.03 else demand_type["name"],
            "Agency": agency,
            "Channel": weighted(rng, CHANNELS),
            "Minutes": None if rng.random() < 0.05 else spend_minutes(rng, demand_type, kind),
            "Resolved first time": first,
            "Resolved on": done,
            **whereabouts(rng, households, weights),
        }
        if row["Value or failure"] == "Failure":
            if rng.random() < 0.93:
                row["Failure origin agency"] = agency if rng.random() < 0.56 else weighted(rng, ORIGINS[agency])
            if rng.random() < 0.88:
                row["System condition"] = rng.choices(
                    demand_type["conditions"], [4, 3, 2, 1][: len(demand_type["conditions"])]
                )[0]
        rows.append(row)
    repeat_some(rng, rows)
    number_demands(rng, rows)
    return rows


def repeat_some(rng, rows):
    """Twelve demands written down twice on the same day, in all but the same words."""
    chosen = rng.sample(
        [
            i
            for i in range(len(rows) - 1)
            if rows[i]["Received on"] == rows[i + 1]["Received on"] and rows[i].get("Household ref")
        ],
        12,
    )
    for number, i in enumerate(chosen):
        again = dict(rows[i])
        said = again["What the person asked"]
        again["What the person asked"] = [said, said + "!", said.lower(), "Rang again: " + said][number % 4]
        again["Channel"] = ["Phone", "Web form"][number % 2]
        rows[i + 1] = again


def number_demands(rng, rows):
    """D00001 onwards in order; about one in a hundred left without."""
    bare = set(rng.sample(range(len(rows)), 80))
    for i, row in enumerate(rows):
        row["Demand ref"] = None if i in bare else f"D{i + 1:05d}"


def tell_times(rng, rows):
    """Write the time of the day beside most demands: none of a letter, nor where nobody noted it."""
    for row in rows:
        written = row["Channel"] in ("Email", "Web form")
        hours = WRITTEN if written else MONDAY if row["Received on"].weekday() == 0 else OPEN
        hour, minute, noted = weighted(rng, hours.items()), rng.randrange(60), rng.random() < (1 if written else 0.94)
        # A machine notes the minute, and people mostly the five minutes.
        minute = minute if written or rng.random() < 0.3 else minute // 5 * 5
        row["Time received"] = time(hour, minute) if noted and row["Channel"] != "Letter" else None


def share_of_failure(rows, weigh):
    """Failure as a share of value and failure, each row weighed."""
    sums = {"Value": 0, "Failure": 0}
    for row in rows:
        if row["Value or failure"] in sums:
            sums[row["Value or failure"]] += weigh(row)
    return sums["Failure"] / (sums["Value"] + sums["Failure"])


def check_demands(rows):
    """What the demonstration promises about its demands."""
    before = [row for row in rows if row["Received on"] < REDESIGN]
    after = [row for row in rows if row["Received on"] >= REDESIGN]
    assert len(rows) == DEMAND_COUNT and len({row["Type of demand"] for row in rows} - {None}) >= 25
    assert all(row["Resolved on"] is None or row["Received on"] <= row["Resolved on"] <= END for row in rows)
    assert (
        0.44 < share_of_failure(before, lambda row: 1) < 0.48 and 0.29 < share_of_failure(after, lambda row: 1) < 0.33
    )
    assert share_of_failure(before, lambda row: row["Minutes"] or 0) > 0.5
    assert 0.07 < sum(row["Resolved on"] is None for row in rows) / len(rows) < 0.09
    timed = [row for row in rows if row["Time received"]]
    assert 0.88 < len(timed) / len(rows) < 0.92
    assert 0.2 < sum(row["Time received"].hour in (9, 10) for row in timed) / len(timed) < 0.4
    assert 0 < sum(row["Time received"].hour >= 18 for row in timed) / len(timed) < 0.1
    refs = [row["Demand ref"] for row in rows if row["Demand ref"]]
    assert len(refs) == len(set(refs)) == DEMAND_COUNT - 80


# --------------------------------------------------------------------------------- locality.xlsx: cases and their costs

# The last financial year for which data/deflators.csv has an index: later work is valued at its prices.
PRICES_OF = "2023-24"
PRICES = [  # activity, agency, unit cost (2023-24), unit
    ("Referral", "Social Services", 165.0, "referral"),
    ("Assessment", "Social Services", 540.0, "assessment"),
    ("Visit", "Social Services", 92.0, "visit"),
    ("Meeting", "Local Authority", 310.0, "meeting"),
    ("Contact", "Local Authority", 18.5, "contact"),
    ("Visit", "Housing association", 64.0, "visit"),
    ("Contact", "Housing association", 14.0, "contact"),
    ("Visit", "Health Service", 71.0, "visit"),
    ("Assessment", "Health Service", 265.0, "assessment"),
    ("Call-out", "Police", 148.0, "call-out"),
    ("Meeting", "Education", 118.0, "meeting"),
    ("Contact", "Education", 27.0, "contact"),
    ("Key worker time", "Local Authority", 38.0, "hour"),
]
TEAMS = {
    "Social Services": [
        ("Duty and assessment team", "Social worker", "SW", 9),
        ("Family support team", "Support worker", "SUP", 12),
        ("Adult care team", "Social worker", "SW", 9),
        ("Reablement team", "Support worker", "SUP", 12),
    ],
    "Local Authority": [
        ("Benefits team", "Benefits officer", "BO", 6),
        ("Community safety team", "ASB officer", "AO", 3),
        ("Homelessness team", "Housing options officer", "HO", 5),
    ],
    "Housing association": [("Income team", "Housing officer", "HM", 6), ("Repairs team", "Surveyor", "SV", 3)],
    "Health Service": [
        ("Health visiting", "Health visitor", "HV", 5),
        ("Community nursing", "District nurse", "DN", 6),
        ("Community mental health team", "Mental health nurse", "MN", 4),
    ],
    "Police": [("Neighbourhood policing team", "Police officer", "PC", 5)],
    "Education": [
        ("Education welfare", "Education welfare officer", "EW", 3),
        ("School pastoral team", "Teacher", "T", 6),
    ],
}
AGENCIES_OF_GROUP = {
    "F": [
        ("Social Services", 8),
        ("Local Authority", 5),
        ("Housing association", 4),
        ("Education", 5),
        ("Health Service", 3),
        ("Police", 2),
    ],
    "O": [
        ("Social Services", 8),
        ("Health Service", 7),
        ("Local Authority", 3),
        ("Housing association", 2),
        ("Police", 1),
    ],
    "A": [
        ("Local Authority", 7),
        ("Housing association", 6),
        ("Social Services", 3),
        ("Health Service", 3),
        ("Police", 3),
    ],
    "M": [
        ("Health Service", 7),
        ("Social Services", 4),
        ("Police", 5),
        ("Local Authority", 4),
        ("Housing association", 3),
    ],
}
WORDS_OF_ACTIVITY = {
    "Referral": [
        "Referral received and screened",
        "Referred on by another team",
        "Re-referred; same concern as last time",
    ],
    "Assessment": [
        "Assessment for support",
        "Assessment repeated for a different service",
        "Assessment; no service offered",
    ],
    "Visit": ["Visit at home", "Visit; nobody in", "Visit to check progress", "Joint visit"],
    "Meeting": ["Multi-agency meeting", "Review meeting", "Meeting about who should lead"],
    "Contact": ["Call about money owed", "Call to chase a decision", "Letter sent", "Call about a repair"],
    "Call-out": ["Call-out to the address", "Call-out; advice given"],
}


def price_in(price, year):
    """A 2023-24 price in an earlier year's money, at three per cent a year."""
    return round(price / 1.03 ** (int(PRICES_OF[:4]) - int(year[:4])), 2)


def make_cases(rng, households):
    """Forty cases, the deck's Ruth, and slide 13's bare totals."""
    words, _ = read_cases()
    homes = iter(
        rng.sample([row for row in households if row["_final"] == 1], 24)
        + rng.sample([row for row in households if row["_final"] == 2], 16)
    )
    span = (date(2026, 3, 20) - date(2024, 1, 15)).days
    starts = shuffled(rng, [date(2024, 1, 15) + timedelta(round(n * span / 39)) for n in range(40)])
    without, early = set(rng.sample(range(40), 3)), rng.sample(range(40), 6)
    shown = set(rng.sample(range(40), 9))
    rows = []
    for i, (group, title, matters) in enumerate(shuffled(rng, words)):
        day = starts[i] - timedelta(max(0, starts[i].weekday() - 4))
        until = min(END, day + timedelta(rng.randint(150, 420))) if i in early else END
        rows.append(
            {
                "Case ref": f"C{i + 1:03d}",
                "Intervention date": None if i in without else day,
                "Followed until": until,
                "Household ref": next(homes)["Household ref"],
                "Title": title,
                "What matters": matters,
                "Consent to show": "Y" if i in shown else rng.choice(["N", "N", None]),
                "_group": group,
                "_start": day,
            }
        )
    assert len(rows) == 40
    ruth = {
        "Case ref": "RUTH",
        "Intervention date": RUTH_START,
        "Followed until": date(2012, 9, 24),
        "Title": "Ruth (figures from the deck)",
        "Consent to show": "Y",
        "What matters": "I need help with housework and gaining access to the upstairs of the property. "
        "These two things would have such a profound effect on mine and the children's lives.",
        "Note": "Slide 13 prints £2,210 for what seems the same case; slide 5 prints £20,760. Neither says why they "
        "differ.",
    }
    bars = {
        "Case ref": "SLIDE13",
        "Consent to show": "Y",
        "Title": "Slide 13 cost split (illustrative: which agency owns which bar is not recoverable)",
    }
    return rows, [ruth, bars]


PACKAGE_WEEK = 165.0  # pounds


def one_interaction(rng, case, day, approach):
    """One dated interaction of an agency with a case, priced from the list or as charged."""
    agency = weighted(rng, AGENCIES_OF_GROUP[case["_group"]])
    choices = {a: p for a, g, p, _ in PRICES if g == agency and a != "Key worker time"}
    activity = weighted(rng, [(a, {"Assessment": 2, "Referral": 3, "Meeting": 2}.get(a, 6)) for a in choices])
    team, role, short, people = rng.choice(TEAMS[agency])
    year = min(financial_year(day), PRICES_OF)
    price = price_in(choices[activity], year)
    row = {
        "Case ref": case["Case ref"],
        "Agency": agency,
        "Date": day,
        "Approach": approach,
        "Activity": activity,
        "Team": team,
        "Worker role": role,
        "Worker": f"{short} {rng.randint(1, people)}",
        "Description": rng.choice(WORDS_OF_ACTIVITY[activity]),
        "Price year": year,
        "Cash type": weighted(rng, [("Capacity", 86), ("Cashable", 14)]),
    }
    way = rng.random()
    if way < 0.30:
        quantity = weighted(rng, [(1, 6), (2, 3), (3, 1)])
        row.update({"Quantity": quantity, "Unit cost": price, "Source of unit cost": INVENTED})
        if way < 0.10:
            row["Cost"] = round(quantity * price, 2)
    else:
        row["Cost"] = round(price * math.exp(rng.gauss(0, 0.35)), 2)
    return row


def poisson(rng, mean):
    """A count of rare events."""
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count, product = count + 1, product * rng.random()
    return count


def case_interactions(rng, case, stubborn):
    """What agencies did to one case: rising until the intervention, then falling away (for most), and the help
    itself."""
    start, rows = case["_start"], []
    dated = case["Intervention date"] is not None
    rate, back = rng.uniform(1.8, 5.2), rng.choice([8, 8, 8, 8, 8, 8, 5, 6])
    for quarter in range(-back, 8):
        factor = (
            0.72 + 0.06 * (quarter + 8)
            if quarter < 0
            else [0.9, 0.85, 0.8, 0.7, 0.8, 0.75, 0.7, 0.7][quarter]
            if stubborn
            else [0.55, 0.3, 0.16, 0.09, 0.06, 0.05, 0.05, 0.04][quarter]
        )
        if quarter >= 0 and not dated:
            break
        for _ in range(poisson(rng, rate * factor)):
            day = start + timedelta(math.floor((quarter + rng.random()) * QUARTER))
            day = max(day - timedelta(max(0, day.weekday() - 4)), start + timedelta(math.ceil(quarter * QUARTER)))
            if day <= case["Followed until"]:
                rows.append(one_interaction(rng, case, day, "Historic" if quarter < 0 else "Principles-based"))
    if dated:
        for n in range(rng.randint(1, 3)):
            day = start + timedelta(28 * n)
            if day <= case["Followed until"]:
                year = min(financial_year(day), PRICES_OF)
                rows.append(
                    {
                        "Case ref": case["Case ref"],
                        "Agency": "Local Authority",
                        "Quantity": rng.choice([4, 6, 8, 10]),
                        "Unit cost": price_in(38.0, year),
                        "Date": day,
                        "Approach": "Intervention",
                        "Activity": "Key worker time",
                        "Team": "Locality team",
                        "Worker role": "Key worker",
                        "Worker": f"KW {rng.randint(1, 4)}",
                        "Description": "Hours of the locality team with the household",
                        "Price year": year,
                        "Cash type": "Capacity",
                        "Source of unit cost": INVENTED,
                    }
                )
    return sorted(rows, key=lambda row: row["Date"])


def packages(rng, cases, transactions):
    """Packages of care that referrals led to: of about a quarter at first, of about a tenth in the new way of
    working."""
    rows = []
    known = {case["Case ref"]: case for case in cases}
    for row in transactions:
        if (
            row["Activity"] == "Referral"
            and rng.random() < {"Historic": 0.26, "Principles-based": 0.1}[row["Approach"]]
        ):
            case = known[row["Case ref"]]
            day = min(row["Date"] + timedelta(rng.randint(8, 50)), case["Followed until"])
            year = min(financial_year(day), PRICES_OF)
            rows.append(
                {
                    "Case ref": row["Case ref"],
                    "Agency": "Social Services",
                    "Quantity": rng.choice([4, 6, 8, 10]),
                    "Unit cost": price_in(PACKAGE_WEEK, year),
                    "Date": day,
                    # Where the case has an intervention date, the app places the row by its own date.
                    "Approach": None if case["Intervention date"] else "Historic",
                    "Activity": "Package of care",
                    "Team": "Adult care team",
                    "Description": "Weeks of a package of care",
                    "Price year": year,
                    "Cash type": "Cashable",
                    "Source of unit cost": INVENTED,
                }
            )
    return rows


def avoided(rng, cases):
    """What workers recorded as avoided since the intervention: no cost that anybody had."""
    rows = []
    for case in rng.sample([case for case in cases if case["Intervention date"]], 6):
        day = case["Intervention date"] + timedelta(rng.randint(30, 90))
        what, cost = rng.choice([("Hospital admission avoided", 2100), ("Eviction avoided", 3400)])
        rows.append(
            {
                "Case ref": case["Case ref"],
                "Agency": {"H": "Health Service", "E": "Local Authority"}[what[0]],
                "Cost": cost,
                "Date": day,
                "Approach": "Principles-based",
                "Description": what,
                "Price year": PRICES_OF,
                "Cash type": "Avoided",
                "Source of unit cost": INVENTED,
            }
        )
    return rows


# ------------------------------------------------------------------------------------------------- the deck's own
# figures

RUTH_START = date(2012, 4, 2)
RUTH_TEAMS = [  # agency, thirty-six invented team names
    (
        "Social Services",
        [
            "Children's duty team",
            "Initial assessment team",
            "Long term team east",
            "Long term team west",
            "Children in need team",
            "Looked-after children team",
            "Contact centre team",
            "Family group meetings",
            "Adult duty team",
            "Disability team",
            "Occupational therapy",
            "Family intervention programme",
            "Parenting programmes",
            "Boys' anger management course",
            "Home care",
            "Carers' support",
        ],
    ),
    (
        "Local Authority",
        [
            "Housing benefit",
            "Council tax",
            "Homelessness",
            "Adaptations grant team",
            "Anti-social behaviour team",
            "Money advice",
            "Furniture scheme",
            "Household help scheme",
        ],
    ),
    (
        "Health Service",
        [
            "Surgery",
            "Health visiting",
            "Community nursing",
            "Physiotherapy",
            "Pain clinic",
            "Child and adolescent mental health",
        ],
    ),
    ("Police", ["Neighbourhood policing", "Family protection unit", "Youth justice"]),
    ("Education", ["Education welfare", "School pastoral team", "Learning support"]),
]
RUTH_DESKS = {
    "Housing benefit",
    "Council tax",
    "Money advice",
    "Furniture scheme",
    "Adaptations grant team",
    "Youth justice",
    "Boys' anger management course",
    "Parenting programmes",
    "Family intervention programme",
    "Contact centre team",
}
RUTH_RECEIVED = [  # what the deck says she received: year, team, activity, description, cost
    (2004, "Boys' anger management course", "Course", "The anger management course, for the first boy", 1240),
    (2007, "Boys' anger management course", "Course", "The same anger management course, for the second boy", 1240),
    (2005, "Parenting programmes", "Course", "The parenting programme", 1460),
    (2009, "Parenting programmes", "Course", "The same parenting programme, a second time", 1460),
    (2010, "Household help scheme", "Help", "Help cleaning one bedroom", 210),
    (2010, "Occupational therapy", "Equipment", "Toilet frame", 64),
    (2011, "Occupational therapy", "Equipment", "Perching stool", 58),
    (2011, "Occupational therapy", "Equipment", "Bath board, for a bath she could not access", 46),
    (2011, "Family intervention programme", "Programme", "Family intervention programme", 9800),
]
RADAR = [  # slide 13's statements with invented ratings at the start and two reviews; None is not rated
    ("I am listened to and heard", 1, 6, 9),
    ("I have more confidence", 2, 4, 7),
    ("I am able to manage my home better", 2, 5, 8),
    ("I have some space of my own", 0, 1, 6),
    ("My children have space to play", 2, 2, 7),
    ("My children can sleep in their own room", 0, 0, 9),
    ("My financial problems are sorted", 3, 5, 5),
    ("Our sleeping arrangements do not affect us", 1, None, 8),
]


def ruth_history(rng):
    """Ruth's 129 interactions: the deck prints only the totals and counts, so dates, teams' names and splits are
    invented."""
    agency_of = {team: agency for agency, teams in RUTH_TEAMS for team in teams}
    teams = list(agency_of)
    rows = [
        {
            "Agency": agency_of[team],
            "Team": team,
            "Activity": activity,
            "Description": text,
            "_year": year,
            "_weight": 0,
            "Cost": cost,
        }
        for year, team, activity, text, cost in RUTH_RECEIVED
    ]
    activities = shuffled(
        rng, ["Referral"] * 30 + ["Assessment"] * 16 + ["Visit"] * 38 + ["Meeting"] * 16 + ["Contact"] * 20
    )
    unused = shuffled(rng, [team for team in teams if team not in {row["Team"] for row in rows}])
    for activity in activities:
        suits = [team for team in unused or teams if activity not in ("Assessment", "Visit") or team not in RUTH_DESKS]
        team = rng.choices(suits, [3 if agency_of[team] == "Social Services" else 1 for team in suits])[0]
        if unused:
            unused.remove(team)
        weight = {"Referral": 3, "Assessment": 12, "Visit": 6, "Meeting": 8, "Contact": 1}[activity]
        rows.append(
            {
                "Agency": agency_of[team],
                "Team": team,
                "Activity": activity,
                "_year": rng.randint(1996, 2011),
                "_weight": weight * {"Social Services": 3}.get(agency_of[team], 1) * math.exp(rng.gauss(0, 0.4)),
                "Description": {
                    "Referral": f"Referral to {team}",
                    "Assessment": f"Assessment by {team}",
                    "Visit": f"Visit by {team}",
                    "Meeting": "Meeting about the family",
                    "Contact": f"Call or letter from {team}",
                }[activity],
            }
        )
    for row in rows:
        row["Date"] = date(row["_year"], 1, 8) + timedelta(rng.randint(0, 350))
        row["Date"] -= timedelta(max(0, row["Date"].weekday() - 4))
    for row in rng.sample([row for row in rows if row["_weight"]], 4):
        row["Date"] = date(2012, rng.randint(1, 3), rng.choice([5, 12, 19, 26]))
    for row, day in zip([row for row in rows if row["_weight"]], [date(1996, 3, 11)]):
        row["Date"] = day
    share_out(rows, 106777 - sum(row.get("Cost", 0) for row in rows))
    name_workers(rng, rows)
    return rows


def share_out(rows, total):
    """Whole pounds by weight over the rows that have no cost yet, to the exact total."""
    open_rows = [row for row in rows if "Cost" not in row]
    scale = total / sum(row["_weight"] for row in open_rows)
    for row in open_rows:
        row["Cost"] = max(5, round(row["_weight"] * scale))
    open_rows[-1]["Cost"] += total - sum(row["Cost"] for row in open_rows)


def name_workers(rng, rows):
    """Eight social workers and twenty-two support workers, each at least once; others by the role alone."""
    social = [row for row in rows if row["Agency"] == "Social Services"]
    workers = [("Social worker", f"SW {n}") for n in range(1, 9)] + [
        ("Support worker", f"SUP {n}") for n in range(1, 23)
    ]
    for n, row in enumerate(shuffled(rng, social)):
        row["Worker role"], row["Worker"] = workers[n] if n < len(workers) else rng.choice(workers)
    roles = {
        "Local Authority": "Officer",
        "Health Service": "Clinician",
        "Police": "Police officer",
        "Education": "School or education officer",
    }
    for row in rows:
        row.setdefault("Worker role", roles.get(row["Agency"]))


def ruth_transactions(rng):
    """The historic rows and the rows of doing what matters, to the deck's exact totals and counts."""
    rows = ruth_history(rng)
    for row in rows:
        row["Approach"] = "Historic"
    for month in range(4, 10):
        rows.append(
            {
                "Agency": "Social Services",
                "Cost": 310,
                "Date": date(2012, month, 23),
                "Approach": "Principles-based",
                "Activity": "Help at home",
                "Description": "Help with housework (what mattered to Ruth); invented share of £20,760",
            }
        )
    rows.append(
        {
            "Agency": "Local Authority",
            "Cost": 18900,
            "Date": date(2012, 8, 6),
            "Approach": "Principles-based",
            "Activity": "Adaptation",
            "Description": "Gaining access to the upstairs (what mattered to Ruth); invented share of £20,760",
        }
    )
    for row in rows:
        row.update({"Case ref": "RUTH", "Price year": "2012-13"})
    rows.sort(key=lambda row: row["Date"])
    check_ruth(rows)
    return rows


def check_ruth(rows):
    """The deck's figures, exactly (slides 5, 6 and 7)."""
    past = [row for row in rows if row["Approach"] == "Historic"]
    assert (
        len(past) == 129
        and min(row["Date"] for row in past).year == 1996
        and max(row["Date"] for row in past).year == 2012
    )
    assert max(row["Date"] for row in past) < RUTH_START
    assert len({row["Team"] for row in past}) == 36
    assert len({row["Worker"] for row in past if row["Worker role"] == "Social worker"}) == 8
    assert len({row["Worker"] for row in past if row["Worker role"] == "Support worker"}) == 22
    assert [sum(row["Activity"] == a for row in past) for a in ("Referral", "Assessment")] == [30, 16]
    assert sum(row["Cost"] for row in past) == 106777 and min(row["Cost"] for row in past) > 0
    assert sum(row["Cost"] for row in rows if row["Approach"] == "Principles-based") == 20760


def slide_13():
    """Slide 13's ten totals; which agency owns which bar is illustrative."""
    old = {
        "Social Services": 83649,
        "Local Authority": 13072,
        "Health Service": 3379,
        "Police": 2859,
        "Education": 3818,
    }
    new = {"Social Services": 824, "Local Authority": 493, "Health Service": 646, "Police": 214, "Education": 33}
    assert sum(old.values()) == 106777 and sum(new.values()) == 2210
    return [
        {
            "Case ref": "SLIDE13",
            "Agency": agency,
            "Cost": cost,
            "Approach": approach,
            "Description": "illustrative split",
        }
        for approach, costs in (("Historic", old), ("Principles-based", new))
        for agency, cost in costs.items()
    ]


def slide_16():
    """The deck's adult social care results."""
    people = [
        ("Hospital admissions prevented", 12),
        ("Lengths of stay reduced", 25),
        ("Admissions to long term care homes prevented", 6),
        ("Carer breakdowns prevented", 10),
        ("Packages of care prevented", 29),
        ("Packages of care reduced", 18),
        ("Equipment provision prevented", 7),
    ]
    rows = [{"Measure": name, "After": count, "Unit": "people", "Sample size": 93} for name, count in people]
    wide = [
        ("Referrals that led to a statutory funded package of care", 24.1, 10.9, None, "%"),
        ("Residential and nursing care placements", None, None, -28, "%"),
        ("Average domiciliary care package", 12, 9.7, None, "hours per week"),
        ("Contacts into social services", None, None, -46, "%"),
        ("Assessments", None, None, -30, "%"),
        ("Re-referrals", 46, 10, None, "%"),
        ("Community care budget underspent (cost avoidance)", None, 1500000, None, "£"),
    ]
    rows += [
        {
            "Measure": name,
            "Before": before,
            "After": after,
            "Change": change,
            "Unit": unit,
            "Sample size": 250,
            "Period": "2013-14" if unit == "£" else None,
        }
        for name, before, after, change, unit in wide
    ]
    return [
        {**row, "Note": "Slide 16" + ("; sample printed as 250+" if row["Sample size"] == 250 else "")} for row in rows
    ]


# ------------------------------------------------------------------------------------ locality.xlsx: ratings and series

QUOTES = [
    "It's the first time anyone asked.",
    "Better, but I still look over my shoulder.",
    "No different yet.",
    "We had a good week.",
    "Don't put it higher than it is.",
    "I didn't think I'd say that.",
    "It slipped when the benefit stopped.",
    "Ask me again in a month.",
    "She rings when she says she will.",
    "I can breathe.",
]


def case_ratings(rng, case, statements):
    """One case's own statements, each rated at two to four reviews; some added, dropped or rated once."""
    start, rows = case["_start"], []
    gaps = [0, 84, 182, 273][: rng.choice([2, 3, 3, 4])]
    days = [start + timedelta(gap + (rng.randint(-9, 9) if gap else 7)) for gap in gaps]
    days = [day - timedelta(max(0, day.weekday() - 4)) for day in days]
    days = [day for day in days if day <= case["Followed until"]]
    drift = rng.choice([0.3, 1.2, 1.6, 2.0, -0.4])
    rater = weighted(rng, [("Person", 7), ("Worker", 2), ("Person and worker", 2)])
    for statement in rng.sample(statements, rng.randint(3, 6)):
        level, fate = rng.randint(0, 5), rng.random()
        when = (
            days[:1]
            if fate < 0.07
            else days[1:]
            if fate < 0.12
            else days[:-1]
            if fate < 0.16 and len(days) > 2
            else days
        )
        for day in when:
            rows.append(
                {
                    "Case ref": case["Case ref"],
                    "Statement": statement,
                    "Date": day,
                    "Rating": level,
                    "Rated by": rater,
                    "Note": f"“{rng.choice(QUOTES)}”" if rng.random() < 0.14 else None,
                }
            )
            level = max(0, min(10, round(level + rng.gauss(drift, 1.1))))
    return sorted(rows, key=lambda row: (row["Date"], row["Statement"]))


def make_ratings(rng, cases):
    """The forty cases' ratings, with one written down twice on a day, and the radar of slide 13."""
    _, statements = read_cases()
    rows = [row for case in cases for row in case_ratings(rng, case, statements[case["_group"]])]
    twice = rng.choice([i for i, row in enumerate(rows) if 2 <= row["Rating"] <= 8])
    rows.insert(
        twice + 1, {**rows[twice], "Rating": rows[twice]["Rating"] + 1, "Note": "Changed her mind the same afternoon"}
    )
    for n, day in enumerate([RUTH_START, date(2012, 6, 29), date(2012, 9, 24)], 1):
        rows += [
            {
                "Case ref": "RUTH",
                "Statement": line[0],
                "Date": day,
                "Rating": line[n],
                "Rated by": "Person",
                "Note": "Invented rating: the deck prints none",
            }
            for line in RADAR
            if line[n] is not None
        ]
    return rows


def months(first, count):
    """The first days of so many months."""
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def make_series(rng):
    """Three series: one with a shift, one weekly and falling late, one that only varies."""
    rows = []
    for day in months(date(2024, 1, 1), 30):
        level, note = (
            (24, None) if day < REDESIGN else (11, "Redesign began 1 October 2025" if day == REDESIGN else None)
        )
        rows.append(
            {
                "Measure": "Days from first asking to first visit",
                "Date": day,
                "Value": round(rng.gauss(level, 2.1), 1),
                "Unit": "days",
                "Better is": "Down",
                "Note": note,
            }
        )
    for n in range(26):
        rows.append(
            {
                "Measure": "Contacts into social services",
                "Date": date(2026, 1, 5) + timedelta(7 * n),
                "Value": round(rng.gauss(118 if n < 17 else 103, 8)),
                "Unit": "contacts a week",
                "Better is": "Down",
            }
        )
    for day in months(date(2025, 1, 1), 18):
        rows.append(
            {
                "Measure": "New tenancies",
                "Date": day,
                "Value": round(rng.gauss(31, 4)),
                "Unit": "tenancies a month",
                "Better is": "Neither",
            }
        )
    return rows


def locality(folder):
    """locality.xlsx: an invented locality, every kind of sheet."""
    households = make_households(random.Random(2001))
    roughen_households(random.Random(2002), households)
    check_households(households)
    demands = make_demands(random.Random(2003), households)
    tell_times(random.Random(2010), demands)
    check_demands(demands)
    cases, deck = make_cases(random.Random(2004), households)
    rng = random.Random(2005)
    stubborn = set(rng.sample(range(len(cases)), 5))
    transactions = [row for i, case in enumerate(cases) for row in case_interactions(rng, case, i in stubborn)]
    rng = random.Random(2009)
    transactions += packages(rng, cases, transactions) + avoided(rng, cases)
    transactions += ruth_transactions(random.Random(2006)) + slide_13()
    prices = [
        dict(zip(UNIT_COSTS, (activity, agency, price, unit, PRICES_OF, INVENTED)))
        for activity, agency, price, unit in PRICES
    ]
    book = new_book()
    add_sheet(book, "Households", HOUSEHOLDS, households)
    add_sheet(book, "Demands", DEMANDS, demands)
    add_sheet(book, "Cases", CASES, cases + deck)
    add_sheet(book, "Transactions", TRANSACTIONS, transactions)
    add_sheet(book, "Ratings", RATINGS, make_ratings(random.Random(2007), cases))
    add_sheet(book, "Results", RESULTS, slide_16())
    add_sheet(book, "Series", SERIES, make_series(random.Random(2008)))
    add_sheet(book, "Unit costs", UNIT_COSTS, prices)
    save(book, folder / "locality.xlsx")


# --------------------------------------------------------------------------------------------------- with_problems.xlsx


def problem_households():
    """Twelve households with faults on purpose, a blank row among them and a total at the bottom."""
    lines = [
        ("P01", "Cowslip Lane", "ZZ9 7AB", "YNNYNNNN", 2),
        ("P02", "Cowslip Lane", "ZZ9 7AB", "NNNNNNNN", 0),
        ("P03", "Cowslip Lane", "ZZ9 7AB", "YNN?NNNN", 1),
        ("P04", "Tinsmith Street", "ZZ9 7DE", "YYNNNNNY", 3),
        None,
        (None, "Tinsmith Street", "ZZ9 7DE", "NNNYNNNN", 1),
        ("P06", "Tinsmith Street", "ZZ9 7DE", "YNNN#NNN", 1),
        ("P07", "Wharfinger Road", "ZZ9 7FG", "YNNNNNNY", 5),
        ("P02", "Wharfinger Road", "ZZ9 7FG", "YNNYNNNN", 2),
        ("P09", "Wharfinger Road", "ZZ9 7FG", "NNNNNNNN", 0),
        ("P10", "Pepperpot Close", "ZZ9 7HJ", "YYYYNNNN", 4),
        ("P11", "Pepperpot Close", "ZZ9 7HJ", "NNNNNYNN", 1),
        ("P12", "Pepperpot Close", "ZZ9 7HJ", "NNNNNNNN", 0),
    ]
    rows = []
    for line in lines:
        if line is None:
            rows.append({})
            continue
        ref, street, postcode, marks, count = line
        rows.append(
            {
                "Household ref": ref,
                "Street name": street,
                "Postcode": postcode,
                "Locality": "Quillmere",
                "As at": END,
                "Count of flags": count,
                **{f: {"?": "sometimes", "#": "#N/A"}.get(m, m) for f, m in zip(FLAGS, marks)},
            }
        )
    return [*rows, {}, {"Household ref": "Total", "CYP referral": 7, "Rent arrears": 4, "Count of flags": 20}]


def problem_demands():
    """Ten demands, four of them with something wrong."""
    d = date
    lines = [
        (d(2025, 2, 3), "The kitchen tap won't stop dripping", "Value", 8, "Y", d(2025, 2, 3), "P01"),
        (
            "31/02/2025",
            "I rang last month about the damp and nobody has come",
            "Failure",
            15,
            "N",
            d(2025, 3, 20),
            "P02",
        ),
        (
            d(2025, 2, 5),
            "Can you tell me what is happening with my housing benefit?",
            "Failure",
            "about ten",
            "N",
            d(2025, 2, 28),
            "P04",
        ),
        (d(2025, 2, 10), "I need somewhere to live", "Value", 30, "N", d(2025, 2, 1), "P07"),
        (d(2025, 2, 11), "I'd like to pay £40 off my rent", "Value", 4, "Y", d(2025, 2, 11), "P09"),
        None,
        (d(2025, 2, 12), "I've had a letter and I don't know what it means", "Failure", 6, "Y", d(2025, 2, 12), "P10"),
        (d(2025, 2, 17), "My mum is 84 and has had another fall, we need a bit of help", "Value", 25, "N", None, "P11"),
        (
            d(2025, 2, 18),
            "You mended the boiler last week and it's gone again",
            "a bit of both",
            14,
            "N",
            d(2025, 2, 24),
            "P01",
        ),
        (d(2025, 2, 19), None, "Value", 5, "Y", d(2025, 2, 19), "P12"),
        (d(2025, 2, 20), "Who is my social worker now?", "Failure", 9, "N", d(2025, 3, 6), "P10"),
    ]
    keys = [
        "Received on",
        "What the person asked",
        "Value or failure",
        "Minutes",
        "Resolved first time",
        "Resolved on",
        "Household ref",
    ]
    rows, number = [], 0
    for line in lines:
        number += line is not None
        rows.append(
            {"Demand ref": f"X{number:03d}", "Agency": "Council", "Channel": "Phone", **dict(zip(keys, line))}
            if line
            else {}
        )
    return rows


def with_problems(folder):
    """with_problems.xlsx: a small workbook with the faults that people's spreadsheets have."""
    ratings = [
        ("K01", "I feel listened to", date(2025, 2, 3), 2),
        ("K01", "I feel listened to", date(2025, 5, 6), 11),
        ("K01", "I sleep at night", date(2025, 2, 3), 0),
        ("K01", "I sleep at night", date(2025, 5, 6), 4),
        ("K02", "I can get to the shop", date(2025, 2, 4), 5),
    ]
    book = new_book()
    add_sheet(book, "Households", HOUSEHOLDS, problem_households())
    add_sheet(book, "Demands", [heading for heading in DEMANDS if heading != "Time received"], problem_demands())
    add_sheet(book, "Ratings", RATINGS, [dict(zip(RATINGS, line)) for line in ratings])
    notes = book.create_sheet("Notes to self")
    for line in [
        "Ring the housing office about the missing household",
        'Ask what "sometimes" means in row 4',
        "Holiday w/c 18 August",
    ]:
        notes.append([line])
    notes.column_dimensions["A"].width = 60
    old = add_sheet(
        book,
        "Households 2024",
        HOUSEHOLDS,
        [
            {
                "Household ref": "OLD1",
                "Street name": "Cowslip Lane",
                "Postcode": "ZZ9 7AB",
                **dict.fromkeys(FLAGS, "N"),
                "Count of flags": 0,
            },
            {
                "Household ref": "OLD2",
                "Street name": "Tinsmith Street",
                "Postcode": "ZZ9 7DE",
                **dict.fromkeys(FLAGS, "Y"),
                "Count of flags": 8,
            },
        ],
    )
    old.sheet_state = "hidden"
    save(book, folder / "with_problems.xlsx")


def main(folder=HERE):
    """Write the three workbooks into a folder."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    deck_households(folder)
    locality(folder)
    with_problems(folder)


if __name__ == "__main__":
    main(*sys.argv[1:2])
