-- A row for each week, from Monday, and each cohort of sources that is part of the record then: why it does not have all of the week.
--
-- Of a week that begins before the months asked for, or ends after them, there is only a part. Of which no source is part, there is
-- a row all the same.
SELECT
    w.week,
    s.cohort,
    max(s.weight) AS weight,
    max(s.agency_key) AS agency_key,
    CASE
        WHEN w.week < CAST($since AS DATE) OR w.week + INTERVAL '6' DAY >= CAST($until AS DATE) THEN 'part of a week'
        WHEN
            max(CASE
                WHEN s.first_week IS NULL OR w.week < s.first_week OR w.week > s.last_week THEN 0
                WHEN w.week >= s.weeks_over OR w.week >= s.weeks_full THEN 0
                ELSE 1
            END) = 0
            THEN
                max(CASE
                    WHEN s.cohort IS NULL OR w.week > s.last_day OR w.week + INTERVAL '6' DAY < s.first_day THEN 'not observed'
                    WHEN s.first_week IS NULL THEN 'known by its month only'
                    WHEN w.week >= s.weeks_over THEN 'not over yet'
                    WHEN w.week >= s.weeks_full THEN 'not yet full'
                    ELSE 'part of a week'
                END)
    END AS lacks
FROM (
    SELECT CAST(week AS DATE) AS week
    FROM (
        SELECT unnest(generate_series(first_week, last_day, INTERVAL '7' DAY)) AS week
        FROM (SELECT CAST(date_trunc('week', min(begins)) AS DATE) AS first_week, max(ends) AS last_day FROM demand_spans) AS ends
    ) AS steps
) AS w
LEFT JOIN demand_spans AS s ON w.week <= s.ends AND w.week + INTERVAL '6' DAY >= s.begins
WHERE ($since IS NULL OR w.week + INTERVAL '6' DAY >= CAST($since AS DATE)) AND ($until IS NULL OR w.week < CAST($until AS DATE))
GROUP BY w.week, s.cohort
