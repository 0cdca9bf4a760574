-- Which activities are taken for referrals and for packages, and which speak of a package and are not.
SELECT
    s.shown AS category,
    CASE
        WHEN l.is_referral = 1 THEN 'referral'
        WHEN l.is_package = 1 THEN 'package'
        ELSE 'neither'
    END AS split,
    l.count
FROM (
    SELECT activity_key, is_referral, is_package, count(*) AS count
    FROM transaction_lines
    WHERE is_avoided = 0 AND (is_referral = 1 OR position('package' IN activity_key) > 0)
    GROUP BY activity_key, is_referral, is_package
) AS l
LEFT JOIN spellings AS s ON s.pool = 'activity' AND s.key = l.activity_key
