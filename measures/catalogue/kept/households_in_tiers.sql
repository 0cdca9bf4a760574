-- One row a household: where it is, its flags counted, and its demand tier.
--
-- A tier recorded in the spreadsheet wins over the rule; a household with no tier and no known flag is not rated. Nor is
-- one whose lists have fewer flags than the rule needs for serious help: nobody asked whether it has so many.
WITH flag_counts AS (
    SELECT
        _key,
        sum(CASE WHEN is_set THEN 1 ELSE 0 END) AS yes,
        count(*) AS asked,
        count(is_set) AS known
    FROM flags
    GROUP BY _key
)
SELECT
    h._key,
    h._upload,
    h._row,
    h.household_ref,
    h.household_ref_key,
    coalesce(h.locality_key, 'notrecorded') AS locality_key,
    h.flag_count,
    CASE WHEN f.known > 0 THEN f.yes END AS flags_yes,
    coalesce(f.asked, 0) AS flags_asked,
    CASE
        WHEN h.tier IS NOT NULL THEN CAST(h.tier AS INTEGER)
        WHEN coalesce(f.known, 0) = 0 THEN NULL
        WHEN f.asked < $serious_from THEN NULL
        WHEN f.yes >= $serious_from THEN 1
        WHEN f.yes >= $either_way_from THEN 2
        ELSE 3
    END AS tier,
    CASE
        WHEN h.tier IS NOT NULL THEN 'recorded'
        WHEN coalesce(f.known, 0) = 0 THEN NULL
        WHEN f.asked < $serious_from THEN 'few flags'
        ELSE 'rule'
    END AS tier_from
FROM households AS h
LEFT JOIN flag_counts AS f ON f._key = h._key
