-- Demands of each type in the last eight whole weeks of those who receive it, by the week's place among these (`split`), weeks without
-- any among them; those of other weeks together, without a place. And how many demands the agencies that receive the type had in the week,
-- and how many of them have a type.
--
-- A week counts for a type if the record has all of it, of the sources that receive demands of the type, but for some with fewer than
-- one in twenty of these.
WITH typed AS (
    SELECT type_key, week, cohort, sum(demands) AS n
    FROM cohort_demands
    WHERE type_key IS NOT NULL
    GROUP BY type_key, week, cohort
),
shares AS (
    SELECT type_key, cohort, sum(n) AS n
    FROM typed
    GROUP BY type_key, cohort
),
whole AS (
    SELECT s.type_key, w.week, row_number() OVER (PARTITION BY s.type_key ORDER BY w.week DESC) AS nth
    FROM shares AS s
    JOIN cohort_weeks AS w ON w.cohort = s.cohort
    GROUP BY s.type_key, w.week
    HAVING 20 * sum(CASE WHEN w.lacks IS NULL THEN 0 ELSE s.n END) < sum(s.n)
),
latest AS (
    SELECT type_key, week, 9 - nth AS split
    FROM whole
    WHERE nth <= 8
),
counted AS (
    SELECT type_key, week, sum(n) AS n
    FROM typed
    GROUP BY type_key, week
),
placed AS (
    SELECT coalesce(l.type_key, c.type_key) AS type_key, l.week, l.split, sum(coalesce(c.n, 0)) AS n
    FROM latest AS l
    FULL JOIN counted AS c ON c.type_key = l.type_key AND c.week = l.week
    GROUP BY coalesce(l.type_key, c.type_key), l.week, l.split
),
receivers AS (
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
)
SELECT p.type_key, p.week, p.split, p.n, coalesce(k.typed, 0) AS typed, coalesce(k.asked, 0) AS asked
FROM placed AS p
LEFT JOIN known AS k ON k.type_key = p.type_key AND k.week = p.week
