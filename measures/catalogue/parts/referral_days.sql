-- A row for each case and day with a referral: several on one day are one. Its period is the calendar year or quarter.
SELECT DISTINCT
    case_key,
    date,
    CASE
        WHEN $every = 'quarter'
            THEN CAST(extract(YEAR FROM date) AS VARCHAR) || ' Q' || CAST(extract(QUARTER FROM date) AS VARCHAR)
        ELSE CAST(extract(YEAR FROM date) AS VARCHAR)
    END AS period
FROM case_rows
WHERE is_referral = 1 AND date IS NOT NULL
