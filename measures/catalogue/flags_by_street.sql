-- For each street and flag of which something is known there, the households known to have it. A blank is not known.
SELECT c.street AS category, s.shown AS split, c.count
FROM (
    SELECT n.street, f.flag_key, count(DISTINCT CASE WHEN f.is_set THEN h._key END) AS count
    FROM chosen_households AS h
    JOIN streets AS n ON n._key = h._key
    JOIN flags AS f ON f._key = h._key
    WHERE f.is_set IS NOT NULL
    GROUP BY n.street, f.flag_key
) AS c
JOIN spellings AS s ON s.pool = 'flag' AND s.key = c.flag_key
