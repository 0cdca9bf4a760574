-- Demands of each type in each of the last eight weeks on record, weeks without any among them; earlier ones have no week.
--
-- Weeks are counted back from the last demand on record in the months asked for, whoever received it, seven days each.
-- A week that began before the record did is no week of it. Demands without a type can recur unseen: they are left out.
WITH record AS (
    SELECT min(d.received_on) AS first_day, max(d.received_on) AS last_day
    FROM (SELECT DISTINCT received_on FROM demand_days) AS d
    JOIN demand_record AS r ON r.last_day >= d.received_on
    WHERE ($since IS NULL OR d.received_on >= CAST($since AS DATE)) AND ($until IS NULL OR d.received_on < CAST($until AS DATE))
),
blocks AS (
    SELECT *
    FROM (VALUES (1, 49, 55), (2, 42, 48), (3, 35, 41), (4, 28, 34), (5, 21, 27), (6, 14, 20), (7, 7, 13), (8, 0, 6))
        AS b (week, newest, oldest)
),
weeks AS (
    SELECT b.week, b.newest, b.oldest
    FROM blocks AS b
    CROSS JOIN record AS r
    WHERE date_diff('day', r.first_day, r.last_day) >= b.oldest
),
typed AS (
    SELECT type_key, received_on, count(*) AS n
    FROM chosen_demands
    WHERE type_key IS NOT NULL
    GROUP BY type_key, received_on
),
ages AS (
    SELECT s.shown AS type, date_diff('day', d.received_on, r.last_day) AS age, d.n
    FROM typed AS d
    CROSS JOIN record AS r
    JOIN spellings AS s ON s.pool = 'type' AND s.key = d.type_key
),
types AS (
    SELECT DISTINCT type
    FROM ages
)
SELECT t.type AS category, w.week AS split, coalesce(sum(a.n), 0) AS count
FROM types AS t
CROSS JOIN weeks AS w
LEFT JOIN ages AS a ON a.type = t.type AND a.age BETWEEN w.newest AND w.oldest
GROUP BY t.type, w.week
UNION ALL
SELECT a.type, NULL, sum(a.n)
FROM ages AS a
LEFT JOIN weeks AS w ON a.age BETWEEN w.newest AND w.oldest
WHERE w.week IS NULL
GROUP BY a.type
