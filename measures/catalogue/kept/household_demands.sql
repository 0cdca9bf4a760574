-- Demands and minutes of each household, by the place and the cohort of the sources that received them, and the minutes of those that
-- were received in its whole weeks. What is dated on no day that was observed is not here.
SELECT
    ref,
    locality_key,
    cohort,
    count(*) AS demands,
    count(minutes) AS timed,
    sum(minutes) AS minutes,
    sum(weekly_minutes) AS weekly_minutes
FROM (
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
) AS received
GROUP BY ref, locality_key, cohort
