-- Each referral with its period, the calendar year or quarter.
SELECT
    case_key,
    date,
    CASE
        WHEN $every = 'quarter'
            THEN CAST(extract(YEAR FROM date) AS VARCHAR) || ' Q' || CAST(extract(QUARTER FROM date) AS VARCHAR)
        ELSE CAST(extract(YEAR FROM date) AS VARCHAR)
    END AS period
FROM referrals
