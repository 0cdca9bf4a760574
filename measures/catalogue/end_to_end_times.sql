-- Calendar days from asking to done, a point for each demand in order of completion; and how many are still open.
--
-- Demands completed on one day stand in an order that has nothing to do with them, that of their keys: any that went by
-- when they were received, as a spreadsheet does, would make each day fall from long to short, and a trend of nothing.
WITH completed AS (
    SELECT
        received_on,
        resolved_on,
        row_number() OVER (ORDER BY resolved_on, _key) AS nth,
        count(*) OVER () AS total
    FROM chosen_demands
    WHERE resolved_on IS NOT NULL
)
SELECT
    resolved_on AS "when",
    date_diff('day', received_on, resolved_on) AS value,
    CAST(NULL AS VARCHAR) AS left_out,
    nth
FROM completed
WHERE $latest IS NULL OR nth > total - CAST($latest AS BIGINT)
UNION ALL
SELECT NULL, count(*), 'earlier', 0
FROM completed
WHERE nth <= total - CAST($latest AS BIGINT)
HAVING count(*) > 0
UNION ALL
SELECT NULL, count(*), 'not completed', 0
FROM chosen_demands
WHERE resolved_on IS NULL
HAVING count(*) > 0
ORDER BY nth
