-- Minutes of each week by value and failure, and of how many demands they are recorded; a week without demands has no kind.
WITH counted AS (
    SELECT
        CAST(date_trunc('week', received_on) AS DATE) AS week,
        said,
        count(*) AS count,
        count(minutes) AS timed,
        sum(minutes) AS minutes
    FROM chosen_demands
    GROUP BY CAST(date_trunc('week', received_on) AS DATE), said
)
SELECT
    w.week AS category,
    c.said AS split,
    coalesce(c.count, 0) AS count,
    coalesce(c.timed, 0) AS timed,
    c.minutes,
    w.left_out
FROM demand_weeks AS w
LEFT JOIN counted AS c ON c.week = w.week
