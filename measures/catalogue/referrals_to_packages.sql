-- Referrals that a package followed in time and before the next referral of the same case, of those of each year or quarter that
-- were followed so long; and beside them the others.
WITH counted AS (
    SELECT
        p.period,
        p.partial,
        coalesce(sum(f.led_to_package * f.can_be_told), 0) AS led_to_package,
        coalesce(sum(f.can_be_told), 0) AS told,
        count(f.date) AS referrals
    FROM referral_periods AS p
    LEFT JOIN referrals_followed AS f ON f.date >= p.period AND f.date < p.period_after
    GROUP BY p.period, p.partial
)
SELECT
    period,
    led_to_package AS numerator,
    told AS denominator,
    told AS counted,
    CAST(NULL AS VARCHAR) AS left_out,
    CASE WHEN referrals > told THEN 'with referrals that are not followed so long yet' ELSE partial END AS partial
FROM counted
UNION ALL
SELECT period, NULL, NULL, referrals - told, 'not followed so long yet', NULL
FROM counted
WHERE referrals > told
UNION ALL
SELECT NULL, NULL, NULL, counted, 'without a date', NULL
FROM undated_referrals
