-- Demands of each type in each week: in the last eight whole weeks of those who receive it, by the week's place among these (`split`),
-- weeks without any among them; other weeks have no place.
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
)
SELECT coalesce(l.type_key, c.type_key) AS type_key, coalesce(l.week, c.week) AS week, l.split, coalesce(c.n, 0) AS n
FROM latest AS l
FULL JOIN counted AS c ON c.type_key = l.type_key AND c.week = l.week
