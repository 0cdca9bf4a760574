-- Demands by the system condition that was named as their cause; failure demands for which none was named have none.
SELECT s.shown AS category, d.said AS split, d.count
FROM (
    SELECT condition_key, said, count(*) AS count
    FROM chosen_demands
    WHERE condition_key IS NOT NULL OR said = 'Failure'
    GROUP BY condition_key, said
) AS d
LEFT JOIN spellings AS s ON s.pool = 'condition' AND s.key = d.condition_key
