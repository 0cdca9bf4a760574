-- How many days lie between the days on which a case has rows of an agency for the same activity, from the fewest to the most, where
-- it has three such days or more.
--
-- What was avoided was not paid, and what the intervention itself cost is dated when it was.
SELECT case_key, agency_key, activity_key, min(step) AS shortest, max(step) AS longest
FROM (
    SELECT
        case_ref_key AS case_key,
        agency_key,
        activity_key,
        date_diff('day', lag(date) OVER (PARTITION BY case_ref_key, agency_key, activity_key ORDER BY date), date) AS step
    FROM (
        SELECT case_ref_key, agency_key, activity_key, date
        FROM transactions
        WHERE date IS NOT NULL AND cash_type IS DISTINCT FROM 'Avoided' AND approach IS DISTINCT FROM 'Intervention'
        GROUP BY case_ref_key, agency_key, activity_key, date
    ) AS days
) AS stepped
GROUP BY case_key, agency_key, activity_key
HAVING count(step) > 1
