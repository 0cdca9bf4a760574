-- What each agency, by the name that it is shown under, spent on each case, by approach, kind of money and price year, and when the first and
-- last of it was: a row of £0 begins and prolongs nothing, nor does a date more than five years from all others of its case.
--
-- What lies in the quarters in which a case is compared with itself is by itself (`is_compared`), and so is what has no date.
WITH spent AS (
    SELECT
        l.case_key,
        l.agency_key,
        min(l.agency) AS agency,
        l.approach,
        l.cash_type,
        l.price_year,
        sum(l.amount) AS amount,
        count(*) AS lines,
        count(*) - count(l.date) AS undated,
        min(CASE WHEN l.apart IS NULL THEN d.date ELSE l.date END) AS first,
        max(CASE WHEN l.apart IS NULL THEN d.date ELSE l.date END) AS last,
        CASE WHEN q.quarter IS NULL THEN 0 ELSE 1 END AS is_compared,
        CASE WHEN l.date IS NULL THEN 0 ELSE 1 END AS is_dated,
        max(l.amount) AS most
    FROM transaction_lines AS l
    LEFT JOIN dated_days AS d ON d.apart_by <= 1826 AND d.case_key = l.case_key AND d.agency_key = l.agency_key AND d.date = l.date
    LEFT JOIN case_quarters AS q ON q.case_key = l.case_key AND l.counted_on BETWEEN q.first_day AND q.last_day
    GROUP BY
        l.case_key, l.agency_key, l.approach, l.cash_type, l.price_year,
        CASE WHEN q.quarter IS NULL THEN 0 ELSE 1 END,
        CASE WHEN l.date IS NULL THEN 0 ELSE 1 END
)
SELECT
    c.case_ref,
    c.title,
    c.note,
    coalesce(a.shown, s.agency) AS agency,
    s.approach,
    s.cash_type,
    s.price_year,
    s.amount,
    s.lines,
    s.undated,
    s.first,
    s.last,
    c.intervention,
    CASE WHEN c.closes >= c.intervention THEN c.closes END AS followed,
    s.is_compared,
    s.is_dated,
    s.most,
    c.quarters,
    c.why
FROM spent AS s
JOIN transaction_cases AS c ON c.case_key = s.case_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = s.agency_key
