-- For each street and flag of which something is known there, the households known to have it. A blank is not known.
SELECT c.street AS category, s.shown AS split, c.count
FROM flags_of_streets AS c
JOIN spellings AS s ON s.pool = 'flag' AND s.key = c.flag_key
