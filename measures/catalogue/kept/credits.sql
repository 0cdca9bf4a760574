-- For each day on which a case has a credit of an agency for an activity: the day of what it refunds, and how many times something
-- was done for that, where it takes back all of it.
--
-- A credit belongs to the last row before it, of the same case, agency and activity, of its own amount; where there is none, of
-- more. Where there is none of either, it is not here, and belongs to its date.
SELECT
    c.case_ref_key AS case_key,
    c.agency_key,
    c.activity_key,
    c.date,
    c.amount,
    coalesce(max(CASE WHEN t.amount = -c.amount THEN t.date END), max(t.date)) AS refunded_on,
    max_by(t.times, CASE WHEN t.amount = -c.amount THEN t.date END) AS times_taken_back
FROM amounts AS c
JOIN amounts AS t
    ON t.case_ref_key = c.case_ref_key
    AND t.agency_key = c.agency_key
    AND t.activity_key IS NOT DISTINCT FROM c.activity_key
    AND t.date <= c.date
    AND t.amount >= -c.amount
WHERE c.amount < 0
GROUP BY c.case_ref_key, c.agency_key, c.activity_key, c.date, c.amount
