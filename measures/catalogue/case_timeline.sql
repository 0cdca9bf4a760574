-- The interactions of a case by year and agency, and none of what the intervention itself cost. Those in the new way of working, and those
-- of no stated approach, are told apart.
WITH took AS (
    SELECT
        CAST(extract(YEAR FROM date) AS INTEGER) AS year,
        agency_key,
        min(agency) AS agency,
        CASE
            WHEN approach = 'Historic' THEN ''
            WHEN approach IS NULL THEN ', approach not stated'
            ELSE ', new way of working'
        END AS way,
        count(*) AS count
    FROM transaction_lines
    WHERE is_interaction = 1 AND is_payment = 0 AND apart IS NULL
    GROUP BY year, agency_key, way
)
SELECT t.year AS category, coalesce(a.shown, t.agency) || t.way AS split, t.count
FROM took AS t
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = t.agency_key
