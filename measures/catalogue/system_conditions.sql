-- Demands by the system condition that was named as their cause; failure demands for which none was named have none.
SELECT condition AS category, said AS split, count(*) AS count
FROM chosen_demands
WHERE condition IS NOT NULL OR said = 'Failure'
GROUP BY condition, said
