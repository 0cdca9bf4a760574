-- Lists in which every household has the same flag: they were selected on it, so they cannot say how common it is.
-- A list is looked at whole: the filters choose which lists are told of, or each would be selected on the filter's flag.
SELECT f._upload AS upload, s.shown AS flag, count(*) AS households
FROM flags AS f
JOIN spellings AS s ON s.pool = 'flag' AND s.key = f.flag_key
WHERE f._upload IN (SELECT g._upload FROM flags AS g JOIN chosen_households AS c ON c._key = g._key)
GROUP BY f._upload, s.shown
HAVING count(*) >= 2 AND count(*) = sum(CASE WHEN f.is_set THEN 1 ELSE 0 END)
