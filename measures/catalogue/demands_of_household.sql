-- The demands of a household in the order in which they came, each with the days since the one before; of several households, those
-- that asked most often first, at most 200 rows, with how many demands of a household there are in all.
--
-- Of a demand of which only the week or the month is known nobody knows how long after another it came.
WITH asked AS (
    SELECT household_ref_key, household, demands AS of_household
    FROM asking_households
    WHERE $household IS NULL OR household_ref_key = $household
),
most AS (
    SELECT *
    FROM asked
    ORDER BY of_household DESC, household_ref_key
    LIMIT 200
),
first_rows AS (
    SELECT d.*, m.household, m.of_household
    FROM chosen_demands AS d
    JOIN most AS m ON m.household_ref_key = d.household_ref_key
    ORDER BY m.of_household DESC, d.household_ref_key, d.received_on, d._upload, d._row
    LIMIT 200
),
lined_up AS (
    SELECT
        *,
        lag(household_ref_key) OVER in_order AS household_before,
        lag(CASE WHEN NOT is_month AND NOT is_week THEN received_on END) OVER in_order AS before
    FROM first_rows
    WINDOW in_order AS (ORDER BY of_household DESC, household_ref_key, received_on, _upload, _row)
)
SELECT
    d.household,
    d.of_household,
    d.received_on AS received,
    d.is_month AS only_month,
    d.is_week AS only_week,
    CASE
        WHEN d.household_before = d.household_ref_key AND NOT d.is_month AND NOT d.is_week
            THEN date_diff('day', d.before, d.received_on)
    END AS days_since,
    d.verbatim AS words,
    d.said,
    t.shown AS type,
    coalesce(a.shown, 'Not recorded') AS agency,
    d.demand_ref AS ref,
    (SELECT sum(of_household) FROM asked) AS total
FROM lined_up AS d
LEFT JOIN spellings AS t ON t.pool = 'type' AND t.key = d.type_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = d.agency_key
ORDER BY d.of_household DESC, d.household_ref_key, d.received_on, d._upload, d._row
