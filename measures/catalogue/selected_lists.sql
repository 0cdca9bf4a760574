-- Lists in which every household has the same flag: they were selected on it, so they cannot say how common it is.
-- A list is looked at whole: the filters choose which lists are told of, or each would be selected on the filter's flag.
SELECT f._upload AS upload, NULL AS row, NULL AS column, f.flag AS what, count(*) AS found, NULL AS stated
FROM flags AS f
WHERE f._upload IN (SELECT _upload FROM chosen_households)
GROUP BY f._upload, f.flag
HAVING count(*) >= 2 AND count(*) = sum(CASE WHEN f.is_set THEN 1 ELSE 0 END)
