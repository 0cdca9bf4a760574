-- A row for each case and day with a referral: whether a package followed it within the days asked for, 90 unless others are, and
-- before the case's next referral; and whether that can be told.
--
-- Each is followed for as long as any other: a package that comes later counts for none of them, and a referral that was not
-- followed so long yet is told of apart. A case is followed until the record ends, or that of an agency that has packages, and no
-- longer than its sheet says.
WITH spans AS (
    SELECT case_key, date, lead(date) OVER (PARTITION BY case_key ORDER BY date) AS next_time
    FROM referrals
),
packages AS (
    SELECT DISTINCT case_key, agency_key, date
    FROM transaction_lines
    WHERE is_avoided = 0 AND is_package = 1 AND date IS NOT NULL
),
ends AS (
    SELECT r.last_day, min(e.ends) AS of_packages
    FROM transaction_record AS r
    LEFT JOIN ledger_ends AS e ON e.agency_key IN (SELECT agency_key FROM packages)
    GROUP BY r.last_day
)
SELECT
    s.case_key,
    s.date,
    CASE WHEN count(p.date) > 0 THEN 1 ELSE 0 END AS led_to_package,
    CASE
        WHEN
            date_diff('day', s.date, least(e.last_day, coalesce(e.of_packages, e.last_day), coalesce(c.stated_until, e.last_day)))
            >= CAST(coalesce($within, 90) AS INTEGER) THEN 1
        ELSE 0
    END AS can_be_told
FROM spans AS s
CROSS JOIN ends AS e
LEFT JOIN transaction_cases AS c ON c.case_key = s.case_key
LEFT JOIN packages AS p
    ON
        p.case_key = s.case_key
        AND p.date >= s.date
        AND date_diff('day', s.date, p.date) <= CAST(coalesce($within, 90) AS INTEGER)
        AND (s.next_time IS NULL OR p.date < s.next_time)
GROUP BY s.case_key, s.date, e.last_day, e.of_packages, c.stated_until
