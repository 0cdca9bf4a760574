-- Minutes of each week by value and failure, and of how many demands they are recorded; a week without demands has no kind.
SELECT
    w.week AS category,
    d.said AS split,
    count(d._row) AS count,
    count(d.minutes) AS timed,
    sum(d.minutes) AS minutes,
    w.left_out
FROM demand_weeks AS w
LEFT JOIN chosen_demands AS d ON CAST(date_trunc('week', d.received_on) AS DATE) = w.week
GROUP BY w.week, w.left_out, d.said
