"""Words by which a heading looks like a field that it does not name: what is so found is suggested, and never read
unless a person says it.

To each field its clues, parted by commas. The order of their words is of no account, nor are small words, plurals and
numbers for references (see `workbook/suggest.py`).
"""

ENGLISH: dict[str, dict[str, str]] = {
    "demands": {
        "demand_ref": (
            "id, number, reference, unique key, issue key, order no, works order no, worksheet no, report id, "
            "complaint ref, case ref, request id, ticket, log no, enquiry id, interaction id, cad no, event ref, "
            "contact id, call id, appointment id, pathway id, task id"
        ),
        "received_on": (
            "timestamp, start, visit date, incident date, complaint date, taken, event date, session date, "
            "received time, when, initiation timestamp, booked, booking date, referral date, date referral received"
        ),
        "received_at": "time, call time, contact time, call start",
        "verbatim": (
            "detail, details, summary, comment, message, narrative, short description, job description, fault "
            "description, fault, complaint, issue, presenting issue, asked, said, wanted, want, verbatim, "
            "question, own words, incident text, text, purpose, purpose of visit, reason, report, nature, need, "
            "case title, call details, asked for, about, title, remark, first remark, booking reason, appointment "
            "reason, referral reason, customer demand, repair description, enquiry details, request details, task name"
        ),
        "value_or_failure": (
            "demand, failure, value failure, failure demand, value demand, classification, preventable, "
            "avoidable, recall, repeat contact"
        ),
        "type": (
            "topic, help topic, request type, complaint type, case type, problem type, incident type, contact type, "
            "process, process name, subcategory, trade, opening code, classification, primary reason, contact reason, "
            "case reason, nature of call, code description, ticket type, disposition, incident group, wrap up code, "
            "wrap code, transaction code, disposition code, document type, work type, slot type, appointment type"
        ),
        "agency": (
            "team, directorate, owner, owner group, queue, assignment group, assigned group, business unit, "
            "provider, contractor, service area, assigned agency, operator group, resolver group, support group, "
            "responsible agency, responsible group, service group"
        ),
        "channel": (
            "source, origin, via, method, contact type, contact source, report method, access channel, received "
            "via, mode, medium"
        ),
        "origin_agency": "failure agency, agency responsible for failure, cause agency, owner of failure",
        "system_condition": "root cause, cause of failure, why happened, reason for failure, condition",
        "minutes": (
            "minutes, mins, seconds, time spent, how long, duration, call duration, talk time, handle time, call "
            "length, time on call, time worked, staff time, touch time, actual duration, "
            "processing time, handling time, total time, call time, contact time, officer time, work time"
        ),
        # "First contact?" alone asks whether somebody has asked before.
        "resolved_first_time": (
            "fixed at first contact, sorted first time, done first time, there and then, sorted, one stop, help, dealt "
            "with at first contact, resolved at first point"
        ),
        "resolved_on": "closed, resolution date, end date, result time, fixed date, done date, completed, response "
        "date, date out, clock stop",
        "household_ref": "family ref, property ref, uprn, family, home ref",
        "street": "address, location, street, road, property",
        "postcode": "postcode, post code, zip",
        "locality": "patch, estate, beat, sector, district, borough, town, parish, locality, location, "
        "constituency, lsoa",
    },
    "households": {
        "household_ref": (
            "family, family id, uprn, property ref, property, home ref, case ref, person id, tenancy ref, client ref, "
            "id"
        ),
        "street": "address line 1, street, road, address, thoroughfare",
        "postcode": "postcode, post code, zip",
        "locality": "patch, estate, town, parish, district, beat, locality, lsoa",
        "tier": "need, tier, how doing, needs, risk, rag",
        "flag_count": "criteria met, criteria, count, number of criteria, number of issues, problems",
        "as_at": "updated, extract date, as of, report date",
    },
    "cases": {
        "case_ref": "case, client ref, family ref, person id",
        "intervention_date": "began, started, key worker began, working differently, new way, intervention, allocated",
        "followed_until": "until, reviewed until, closed, end date, last contact",
        "household_ref": "family ref, uprn, property ref",
        "title": "line, summary, heading, story title",
        "what_matters": "matters, matter, goal, wants, purpose, own words",
        "consent": "consent, agreed, agreed to share, permission",
        "note": "remark, remarks, comments, story, notes",
    },
    "transactions": {
        "case_ref": "case, client ref, family ref, household ref, person id, family",
        "agency": (
            "department, directorate, service area, agency, expense area, department or service, "
            "organisation, cost centre, budget holder, organisational unit, entity, who, paid by"
        ),
        "cost": (
            "amount, cost, net amount, gross amount, value, spend, price, payment amount, charge, invoice amount, "
            "paid, sum, total, net, expenditure, amount spent, actual"
        ),
        "quantity": "units, no of units, hours, sessions, visits, quantity",
        "unit_cost": "unit cost, cost per unit, rate, hourly rate, unit price, each, £ per, £ per hour",
        "date": (
            "when, payment date, paid date, spend date, invoice date, contact date, posting date, date of "
            "activity, date paid, effective date, event date, month"
        ),
        "approach": "old way or new way, old or new, before or after, phase",
        "activity": (
            "what happened, what they did, expense type, expenses type, expenditure type, purpose, event, action, "
            "category, procurement category, type, intervention, service type, subjective"
        ),
        "team": "team, responsible unit, unit, section",
        "worker_role": "role, worker role, job title, grade",
        "worker": "worker, officer, practitioner, staff id",
        "description": "narrative, purpose of expenditure, notes, comments, what happened, line description, item",
        "price_year": "price year, prices, financial year",
        "unit_cost_source": "source of cost, source",
    },
    "ratings": {
        "case_ref": (
            "client ref, person id, young person id, family ref, client, participant id, service user id, name code"
        ),
        "statement": (
            "matters, goal, goal description, outcome area, domain, aim, need, question, statement, said matters, outcome"
        ),
        "date": "review, session date, date of review, assessment date, rated, when",
        "rating": "rating, score, score out of 10, self rating, out of 10, mark, points, scale",
        "rated_by": "by whom, whose rating, who, rated by, completed by, respondent",
        "note": "comments, remarks, reason",
    },
    "results": {
        "measure": "measured, what measured, kpi, indicator, benefit, metric, result name",
        "before": "before, baseline, baseline value, old, start value, then, historic, pre",
        "after": "after, current, current value, latest, new, now, end value, actual, post",
        "change": "change, improvement, difference",
        "unit": "measured in, unit of measure, unit",
        "sample_size": "how many cases, sample, number of cases, base",
        "period": "period, time period, dates, years",
        "note": "comments, remarks",
    },
    "series": {
        "measure": "indicator, measure, series, kpi, metric, what we count, dataset",
        "date": "period, month, week, quarter, year, period start, time period, week ending, date",
        "value": "value, observation, actual, many, count, figure, performance, outturn, total, number",
        "unit": "unit of measure, unit, measure unit",
        "better_is": "polarity, good is, better, desired direction",
        "note": "comments, note, commentary, footnote",
    },
    "unit_costs": {
        "activity": "cost description, service item, service, description, activity, item, intervention, outcome, "
        "event",
        "agency": "agency, provider, who pays, paid by, bearing cost, organisation, department, sector",
        "unit_cost": (
            "unit cost, cost, price, each, estimate, rate, £, fiscal cost, fiscal value, fiscal estimated cost, "
            "estimated cost, estimated unit cost"
        ),
        "unit": "unit, per what, per, basis",
        "price_year": "year, price base, price base year, prices of year, cost year",
        "source": "source, reference, figure from, where from, evidence",
    },
}

# The same in Welsh, for the fields that most lists have.
WELSH: dict[str, dict[str, str]] = {
    "demands": {
        "demand_ref": "cyfeirnod, rhif",
        "received_on": "dyddiad, dyddiad derbyn, derbyniwyd",
        "verbatim": "beth ofynnodd, beth ofynnodd y person, beth ofynnwyd, ymholiad, galw, geiriau",
        "value_or_failure": "gwerth neu fethiant, gwerth methiant, methiant neu werth, methiant",
        "type": "math, math o alw, categori",
        "agency": "asiantaeth, gwasanaeth, sefydliad, adran, tim",
        "channel": "sianel",
        "minutes": "munudau, amser",
        "resolved_on": "dyddiad datrys, datryswyd",
        "household_ref": "aelwyd, cyfeirnod aelwyd",
        "street": "stryd, heol, cyfeiriad",
        "postcode": "cod post",
        "locality": "ardal, ward, lleoliad",
    },
    "households": {
        "household_ref": "aelwyd, cyfeirnod aelwyd, cyfeirnod",
        "street": "stryd, heol, cyfeiriad",
        "postcode": "cod post",
        "locality": "ardal, ward, lleoliad",
        "tier": "haen, angen",
    },
    "transactions": {
        "case_ref": "achos, cyfeirnod achos",
        "agency": "asiantaeth, gwasanaeth, sefydliad, adran",
        "cost": "cost, swm, gwariant",
        "date": "dyddiad",
        "activity": "gweithgaredd",
        "description": "disgrifiad",
    },
    "ratings": {
        "case_ref": "achos, cyfeirnod achos",
        "statement": "datganiad",
        "date": "dyddiad",
        "rating": "sgor",
    },
    "series": {"measure": "mesur", "date": "dyddiad, mis, wythnos, blwyddyn", "value": "gwerth"},
}
CLUES: dict[str, dict[str, str]] = {
    kind: {
        name: ", ".join(filter(None, (clues.get(name), WELSH.get(kind, {}).get(name))))
        for name in {**clues, **WELSH.get(kind, {})}
    }
    for kind, clues in ENGLISH.items()
}
