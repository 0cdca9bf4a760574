-- Demands of each type in each of the last eight whole weeks of those who receive it, weeks without any among them; others have no week.
--
-- Demands without a type can recur unseen: `typed` of the `asked` that its agencies received in the week have one, whichever type is
-- asked for.
WITH receivers AS (
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
    FROM type_weeks AS l
    JOIN receivers AS o ON o.type_key = l.type_key
    JOIN received AS r ON r.agency_key = o.agency_key AND r.week = l.week
    WHERE l.split IS NOT NULL
    GROUP BY l.type_key, l.week
)
SELECT t.shown AS category, l.split, l.n AS count, l.week AS monday, coalesce(k.typed, 0) AS typed, coalesce(k.asked, 0) AS asked
FROM type_weeks AS l
JOIN spellings AS t ON t.pool = 'type' AND t.key = l.type_key
LEFT JOIN known AS k ON k.type_key = l.type_key AND k.week = l.week
WHERE l.split IS NOT NULL
UNION ALL
SELECT t.shown, NULL, sum(c.n), NULL, 0, 0
FROM type_weeks AS c
JOIN spellings AS t ON t.pool = 'type' AND t.key = c.type_key
WHERE c.split IS NULL
GROUP BY t.shown
