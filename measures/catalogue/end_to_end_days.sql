-- How many demands took how many calendar days from asking to done, of those who asked so long ago that all are followed as long.
--
-- The others have no number of days: who is not done in that time, and who is in no figure and why.
WITH lengths AS (
    SELECT u.known_after, sum(CASE WHEN w.followed >= u.known_after THEN w.demands ELSE 0 END) AS followed
    FROM usual_waits AS u
    CROSS JOIN waits AS w
    WHERE w.left_out IS NULL
    GROUP BY u.known_after
),
long AS (
    SELECT coalesce(max(CASE WHEN followed >= 10 THEN known_after END), min(known_after)) AS known_after
    FROM lengths
),
too_short AS (
    SELECT why_none AS why
    FROM usual_waits
    WHERE tenths = 5
)
SELECT CASE WHEN split IS NULL THEN days END AS category, split, sum(demands) AS count
FROM (
    SELECT
        w.days,
        w.demands,
        CASE
            WHEN w.left_out IS NOT NULL THEN w.left_out
            WHEN l.known_after IS NULL THEN t.why
            WHEN w.followed IS NULL OR w.followed < l.known_after
                THEN 'asked less than ' || CAST(l.known_after AS VARCHAR) || ' days before their record ends'
            WHEN w.days IS NULL OR w.days > l.known_after
                THEN 'not done within ' || CAST(l.known_after AS VARCHAR) || ' days'
        END AS split
    FROM waits AS w
    CROSS JOIN long AS l
    CROSS JOIN too_short AS t
) AS placed
GROUP BY CASE WHEN split IS NULL THEN days END, split
