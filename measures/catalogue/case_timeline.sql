-- The interactions of a case by year and agency; those since the new way of working began are told apart.
WITH told AS (
    SELECT *
    FROM case_rows
    WHERE is_interaction = 1 AND ($case IS NULL OR case_key = upper($case))
),
spellings AS (
    SELECT agency_key, agency, row_number() OVER (PARTITION BY agency_key ORDER BY count(*) DESC, agency DESC) AS nth
    FROM told
    GROUP BY agency_key, agency
)
SELECT
    CAST(extract(YEAR FROM t.date) AS INTEGER) AS category,
    s.agency || CASE WHEN t.approach = 'Historic' THEN '' ELSE ', new way of working' END AS split,
    count(*) AS count
FROM told AS t
JOIN spellings AS s ON s.agency_key = t.agency_key AND s.nth = 1
GROUP BY
    CAST(extract(YEAR FROM t.date) AS INTEGER),
    s.agency || CASE WHEN t.approach = 'Historic' THEN '' ELSE ', new way of working' END
