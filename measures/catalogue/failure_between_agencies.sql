-- Failure demands by the agency where the failure began and the agency that heard of it; neither has a name where it is not recorded.
SELECT o.shown AS category, h.shown AS split, d.count
FROM (
    SELECT origin_key, own_agency_key, count(*) AS count
    FROM chosen_demands
    WHERE said = 'Failure'
    GROUP BY origin_key, own_agency_key
) AS d
LEFT JOIN spellings AS o ON o.pool = 'agency' AND o.key = d.origin_key
LEFT JOIN spellings AS h ON h.pool = 'agency' AND h.key = d.own_agency_key
