-- Demands of each type in each of the last eight whole weeks of those who receive it, weeks without any among them; others have no week.
--
-- A week counts for a type if the record has all of it, of the sources that receive demands of the type, but for some with fewer than
-- one in twenty of these. Demands without a type can recur unseen: `typed` of the `asked` that its agencies received in the week have
-- one, whichever type is asked for.
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
receivers AS (
    SELECT DISTINCT type_key, coalesce(agency_key, 'notrecorded') AS agency_key
    FROM cohort_demands
    WHERE type_key IS NOT NULL
),
received AS (
    SELECT
        coalesce(agency_key, 'notrecorded') AS agency_key,
        CAST(date_trunc('week', received_on) AS DATE) AS week,
        count(*) AS asked,
        count(type_key) AS typed
    FROM demands
    WHERE ($locality IS NULL OR coalesce(locality_key, 'notrecorded') = $locality)
        AND ($agency IS NULL OR coalesce(agency_key, 'notrecorded') = $agency)
        AND ($since IS NULL OR received_on >= CAST($since AS DATE))
        AND ($until IS NULL OR received_on < CAST($until AS DATE))
    GROUP BY coalesce(agency_key, 'notrecorded'), CAST(date_trunc('week', received_on) AS DATE)
),
known AS (
    SELECT l.type_key, l.week, sum(r.asked) AS asked, sum(r.typed) AS typed
    FROM latest AS l
    JOIN receivers AS o ON o.type_key = l.type_key
    JOIN received AS r ON r.agency_key = o.agency_key AND r.week = l.week
    GROUP BY l.type_key, l.week
)
SELECT t.shown AS category, l.split, coalesce(c.n, 0) AS count, l.week AS monday, coalesce(k.typed, 0) AS typed, coalesce(k.asked, 0) AS asked
FROM latest AS l
JOIN spellings AS t ON t.pool = 'type' AND t.key = l.type_key
LEFT JOIN known AS k ON k.type_key = l.type_key AND k.week = l.week
LEFT JOIN counted AS c ON c.type_key = l.type_key AND c.week = l.week
UNION ALL
SELECT t.shown, NULL, sum(c.n), NULL, 0, 0
FROM counted AS c
JOIN spellings AS t ON t.pool = 'type' AND t.key = c.type_key
LEFT JOIN latest AS l ON l.type_key = c.type_key AND l.week = c.week
WHERE l.week IS NULL
GROUP BY t.shown
