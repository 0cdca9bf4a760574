-- Demands and minutes of each household, by the place and the cohort of the sources that received them, and the minutes of those that
-- were received in the weeks that the record of the cohort has whole; `days` is how many days these weeks have. A household is
-- listed where a list of households has it. What is dated on no day that was observed is not here.
WITH lengths AS (
    SELECT cohort, sum(date_diff('day', first_week, week_after)) AS days
    FROM (SELECT DISTINCT cohort, first_week, week_after FROM cohort_spans WHERE first_week < week_after) AS s
    GROUP BY cohort
),
received AS (
    SELECT
        d.household_ref_key AS ref,
        coalesce(d.locality_key, 'notrecorded') AS locality_key,
        d.minutes,
        CASE WHEN d.received_on >= s.first_week AND d.received_on < s.week_after THEN d.minutes END AS weekly_minutes,
        s.cohort
    FROM demands AS d
    JOIN uploads AS u ON u.upload = d._upload
    JOIN cohort_spans AS s
        ON s.agency_key = coalesce(d.agency_key, 'notrecorded') AND s.locality_key = coalesce(d.locality_key, 'notrecorded')
        AND s.lineage = CASE WHEN d.agency_key IS NULL AND d.locality_key IS NULL THEN coalesce(u.lineage, 0) ELSE 0 END
        AND d.received_on >= s.first_day AND d.received_on <= s.last_day
),
counted AS (
    SELECT
        ref,
        locality_key,
        cohort,
        count(*) AS demands,
        count(minutes) AS timed,
        sum(minutes) AS minutes,
        sum(weekly_minutes) AS weekly_minutes
    FROM received
    GROUP BY ref, locality_key, cohort
)
SELECT
    c.ref,
    c.locality_key,
    c.cohort,
    l.days,
    CASE WHEN h._key IS NULL THEN 0 ELSE 1 END AS is_listed,
    c.demands,
    c.timed,
    c.minutes,
    c.weekly_minutes
FROM counted AS c
LEFT JOIN lengths AS l ON l.cohort = c.cohort
LEFT JOIN households AS h ON h.household_ref_key = c.ref
