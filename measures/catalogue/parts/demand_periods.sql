-- A row for each week, month or quarter of the record of demands, as is asked for, and why it is no point. A quarter has all of
-- three months or is no point: one of them was not observed, or it is not over, or not yet full.
SELECT week AS period, CAST(week + INTERVAL '7' DAY AS DATE) AS period_after, left_out
FROM demand_weeks
WHERE $every = 'week'
UNION ALL
SELECT month, CAST(month + INTERVAL '1' MONTH AS DATE), left_out
FROM demand_months
WHERE $every = 'month'
UNION ALL
SELECT
    quarter,
    CAST(quarter + INTERVAL '3' MONTH AS DATE),
    CASE
        WHEN count(*) = 3 AND count(left_out) = 0 THEN NULL
        WHEN count(*) = count(left_out) AND min(left_out) = max(left_out) AND min(left_out) <> 'part of a month' THEN min(left_out)
        WHEN max(CASE WHEN left_out = 'not observed' THEN 1 END) = 1 THEN 'with a month that was not observed'
        WHEN min(left_out) = max(left_out) AND min(left_out) IN ('not over yet', 'not yet full') THEN min(left_out)
        ELSE 'part of a quarter'
    END
FROM (SELECT CAST(date_trunc('quarter', month) AS DATE) AS quarter, left_out FROM demand_months) AS months
WHERE $every = 'quarter'
GROUP BY quarter
