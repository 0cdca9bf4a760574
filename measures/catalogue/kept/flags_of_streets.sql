-- For each street and flag of which something is known among the households that the filters leave, how many of these are known to have it.
SELECT n.street, f.flag_key, count(DISTINCT CASE WHEN f.is_set THEN h._key END) AS count
FROM chosen_households AS h
JOIN streets AS n ON n._key = h._key
JOIN flags AS f ON f._key = h._key
WHERE f.is_set IS NOT NULL
GROUP BY n.street, f.flag_key
