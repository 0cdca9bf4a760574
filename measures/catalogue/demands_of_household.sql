-- The demands of a household in the order in which they came, each with the days since the one before; of several households, those
-- that asked most often first, at most 200 rows, with how many demands of a household there are in all.
--
-- Of a demand of which only the week or the month is known nobody knows how long after another it came.
WITH first_rows AS (
    SELECT *
    FROM first_demands
    WHERE $household IS NULL
    UNION ALL
    SELECT *
    FROM (
        SELECT *
        FROM asked_demands
        WHERE household_ref_key = $household
        ORDER BY received_on, _upload, _row
        LIMIT 200
    ) AS own
)
SELECT
    d.household,
    d.of_household,
    d.received_on AS received,
    d.is_month AS only_month,
    d.is_week AS only_week,
    CASE WHEN lag(d.nth) OVER in_order = d.nth THEN date_diff('day', lag(d.day) OVER in_order, d.day) END AS days_since,
    d.verbatim AS words,
    d.said,
    t.shown AS type,
    coalesce(a.shown, 'Not recorded') AS agency,
    d.demand_ref AS ref,
    CASE WHEN $household IS NULL THEN d.total ELSE d.of_household END AS total
FROM first_rows AS d
LEFT JOIN spellings AS t ON t.pool = 'type' AND t.key = d.type_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = d.agency_key
WINDOW in_order AS (ORDER BY d.nth, d.received_on, d._upload, d._row)
ORDER BY d.nth, d.received_on, d._upload, d._row
