-- Which activities are taken for referrals and for packages, and which speak of a package and are not.
SELECT
    min(activity) AS category,
    CASE
        WHEN is_referral = 1 THEN 'referral'
        WHEN is_package = 1 THEN 'package'
        ELSE 'neither'
    END AS split,
    count(*) AS count
FROM transaction_lines
WHERE is_avoided = 0 AND (is_referral = 1 OR position('package' IN activity_key) > 0)
GROUP BY activity_key, is_referral, is_package
