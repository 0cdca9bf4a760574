-- Lists in which every household has the same flag: they were selected on it, so they cannot say how common it is.
SELECT f._upload AS upload, NULL AS row, NULL AS column, f.flag AS what, count(*) AS found, NULL AS stated
FROM flags AS f
JOIN chosen_households AS h ON h._key = f._key
GROUP BY f._upload, f.flag
HAVING count(*) >= 2 AND count(*) = sum(CASE WHEN f.is_set THEN 1 ELSE 0 END)
