-- For each street and flag, the households known to have it. A blank is not known, and is not counted.
SELECT h.street AS category, f.flag AS split, sum(CASE WHEN f.is_set THEN 1 ELSE 0 END) AS count
FROM chosen_households AS h
JOIN flags AS f ON f._key = h._key
GROUP BY h.street, f.flag
