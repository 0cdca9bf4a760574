-- Of each period the demands that the filters leave, how many of them come again, and of how many the record has as much as ever in their
-- place; and those of which it is not known, with why: see `repeat_demands`.
SELECT p.period, d.left_out, sum(d.repeats) AS repeats, sum(d.full_demands) AS full_demands, sum(d.demands) AS demands
FROM repeats_of_days AS d
JOIN (SELECT DISTINCT day, period FROM daily_demands) AS p ON p.day = d.received_on
GROUP BY p.period, d.left_out
