-- Demands of each type in each of the last eight whole weeks of those who receive it, weeks without any among them; others have no week.
--
-- Demands without a type can recur unseen: `typed` of the `asked` that its agencies received in the week have one, whichever type is
-- asked for.
WITH receivers AS (
    SELECT type_key, coalesce(agency_key, 'notrecorded') AS agency_key
    FROM cohort_demands
    WHERE type_key IS NOT NULL
    GROUP BY type_key, coalesce(agency_key, 'notrecorded')
),
known AS (
    SELECT o.type_key, r.week, sum(r.asked) AS asked, sum(r.typed) AS typed
    FROM receivers AS o
    JOIN typed_demands AS r ON r.agency_key = o.agency_key
    GROUP BY o.type_key, r.week
),
placed AS (
    SELECT type_key, split, CASE WHEN split IS NOT NULL THEN week END AS week, sum(n) AS n
    FROM type_weeks
    GROUP BY type_key, split, CASE WHEN split IS NOT NULL THEN week END
)
SELECT t.shown AS category, p.split, p.n AS count, p.week AS monday, coalesce(k.typed, 0) AS typed, coalesce(k.asked, 0) AS asked
FROM placed AS p
JOIN spellings AS t ON t.pool = 'type' AND t.key = p.type_key
LEFT JOIN known AS k ON k.type_key = p.type_key AND k.week = p.week
