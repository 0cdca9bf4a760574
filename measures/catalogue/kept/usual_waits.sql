-- Within how many days half, and nine of ten, of those who were followed so long are done, of steps that grow by about a half; none
-- where not so many are done within a year. `known_after` is how long somebody is followed before their wait is counted: twice
-- that, and four weeks at least where half of all are followed so long: half may be done on the day, and in a bad month in ten days.
-- `why_none` says how long anybody was followed in whom that could not be seen, which may be far less than a year.
WITH steps AS (
    SELECT days
    FROM (VALUES (1), (2), (3), (5), (7), (10), (14), (21), (28), (42), (56), (84), (112), (168), (252), (365)) AS s (days)
),
waited AS (
    SELECT days, followed, sum(demands) AS demands
    FROM waits
    WHERE left_out IS NULL
    GROUP BY days, followed
),
done AS (
    SELECT s.days, sum(w.demands) AS demands, sum(CASE WHEN w.days <= s.days THEN w.demands ELSE 0 END) AS done
    FROM steps AS s
    JOIN waited AS w ON w.followed >= s.days
    GROUP BY s.days
),
usual AS (
    SELECT 5 AS tenths, min(days) AS days
    FROM done
    WHERE 10 * done >= 5 * demands
    UNION ALL
    SELECT 9, min(days)
    FROM done
    WHERE 10 * done >= 9 * demands
),
for_four_weeks AS (
    SELECT sum(demands) AS demands, sum(CASE WHEN followed >= 28 THEN demands ELSE 0 END) AS followed
    FROM waited
)
SELECT
    u.tenths,
    CASE WHEN u.days < 14 AND 2 * w.followed >= w.demands THEN 28 ELSE 2 * u.days END AS known_after,
    CASE
        WHEN u.days IS NOT NULL THEN NULL
        WHEN l.days IS NULL THEN 'of too short a record, which has no day after theirs'
        WHEN l.days = 365
            THEN 'of a record in which fewer than ' || CASE WHEN u.tenths = 5 THEN 'half' ELSE 'nine of ten' END || ' are done within a year'
        ELSE 'of too short a record, in which fewer than ' || CASE WHEN u.tenths = 5 THEN 'half' ELSE 'nine of ten' END
            || ' are done within ' || CAST(l.days AS VARCHAR) || CASE WHEN l.days = 1 THEN ' day' ELSE ' days' END
    END AS why_none
FROM usual AS u
CROSS JOIN for_four_weeks AS w
CROSS JOIN (SELECT max(days) AS days FROM done) AS l
