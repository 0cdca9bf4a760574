-- Minutes of failure demand in each week, weeks without any among them, and of how many demands they are recorded.
SELECT
    w.week AS category,
    'Failure' AS split,
    count(d._row) AS count,
    count(d.minutes) AS timed,
    sum(d.minutes) AS minutes,
    w.left_out
FROM demand_weeks AS w
LEFT JOIN chosen_demands AS d ON CAST(date_trunc('week', d.received_on) AS DATE) = w.week AND d.said = 'Failure'
GROUP BY w.week, w.left_out
