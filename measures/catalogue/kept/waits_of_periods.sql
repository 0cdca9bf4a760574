-- Within how many days half, and nine of ten, of those who asked in each week, month or quarter are done, and of how many that is.
--
-- All are followed equally long, and that long ago: who asked later might yet be done soon or late. A period that takes longer than
-- they are followed is at that many days, with a note.
WITH periods_of_days AS (
    SELECT DISTINCT day, period
    FROM daily_demands
),
known AS (
    SELECT p.period, u.tenths, CASE WHEN w.days <= u.known_after THEN w.days ELSE u.known_after + 1 END AS days, sum(w.demands) AS demands
    FROM waits AS w
    JOIN periods_of_days AS p ON p.day = w.received_on
    JOIN usual_waits AS u ON w.followed >= u.known_after AND w.left_out IS NULL
    GROUP BY p.period, u.tenths, CASE WHEN w.days <= u.known_after THEN w.days ELSE u.known_after + 1 END
),
wholes AS (
    SELECT period, tenths, sum(demands) AS counted
    FROM known
    GROUP BY period, tenths
),
in_order AS (
    SELECT k.period, k.tenths, k.days, sum(b.demands) AS until_then
    FROM known AS k
    JOIN known AS b ON b.period = k.period AND b.tenths = k.tenths AND b.days <= k.days
    GROUP BY k.period, k.tenths, k.days
),
reached AS (
    SELECT w.period, w.tenths, w.counted, min(o.days) AS days
    FROM wholes AS w
    JOIN in_order AS o ON o.period = w.period AND o.tenths = w.tenths AND 10 * o.until_then >= w.tenths * w.counted
    GROUP BY w.period, w.tenths, w.counted
)
SELECT
    u.tenths,
    p.period AS "when",
    CASE
        WHEN p.left_out IS NULL AND r.counted >= 10 AND r.days > u.known_after THEN u.known_after
        WHEN p.left_out IS NULL AND r.counted >= 10 THEN r.days
        ELSE coalesce(r.counted, 0)
    END AS value,
    coalesce(r.counted, 0) AS counted,
    CASE
        WHEN p.left_out IS NULL AND r.counted >= 10 AND r.days > u.known_after
            THEN 'More than ' || CAST(u.known_after AS VARCHAR) || ' days: that is how long all are followed'
    END AS note,
    CASE
        WHEN p.left_out IS NOT NULL THEN p.left_out
        WHEN coalesce(r.counted, 0) < 10 THEN 'fewer than 10'
    END AS left_out
FROM periodic_demands AS p
JOIN usual_waits AS u ON u.known_after IS NOT NULL
LEFT JOIN reached AS r ON r.period = p.period AND r.tenths = u.tenths
UNION ALL
SELECT tenths, NULL, sum(demands), NULL, NULL, left_out
FROM (
    SELECT
        u.tenths,
        w.demands,
        CASE
            WHEN w.left_out IS NOT NULL THEN w.left_out
            WHEN u.known_after IS NULL THEN u.why_none
            WHEN w.followed IS NULL OR w.followed < u.known_after
                THEN 'asked less than ' || CAST(u.known_after AS VARCHAR) || ' days before their record ends'
        END AS left_out
    FROM waits AS w
    CROSS JOIN usual_waits AS u
) AS others
WHERE left_out IS NOT NULL
GROUP BY tenths, left_out
