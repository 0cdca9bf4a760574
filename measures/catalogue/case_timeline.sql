-- The interactions of a case by year and agency; those in the new way of working, and those of no stated approach, are told apart.
SELECT
    CAST(extract(YEAR FROM date) AS INTEGER) AS category,
    agency || CASE
        WHEN approach = 'Historic' THEN ''
        WHEN approach IS NULL THEN ', approach not stated'
        ELSE ', new way of working'
    END AS split,
    count(*) AS count
FROM transaction_lines
WHERE is_interaction = 1 AND is_avoided = 0
GROUP BY category, split
