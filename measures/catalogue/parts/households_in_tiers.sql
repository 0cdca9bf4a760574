-- One row a household: where it is, its flags counted, and its demand tier.
--
-- A tier recorded in the spreadsheet wins over the rule; a household with no tier and no known flag is not rated.
-- One street may span postcodes, and two towns may each have a Church Road: a street is its name and the outward part
-- of its postcode. A household without a postcode takes the one outward code of its street in its locality, if it has
-- just one. A street is shown in its commonest spelling; of two as common, in the one written out, not all in capitals.
WITH outward AS (
    SELECT *, split_part(postcode, ' ', 1) AS code
    FROM households
),
only_code AS (
    SELECT street_key, coalesce(locality_key, '') AS near, CASE WHEN min(code) = max(code) THEN min(code) END AS code
    FROM outward
    GROUP BY street_key, coalesce(locality_key, '')
),
placed AS (
    SELECT o.*, coalesce(o.code, c.code, l.shown, '') AS place, coalesce(l.shown, 'Not recorded') AS shown_locality
    FROM outward AS o
    JOIN only_code AS c ON c.street_key = o.street_key AND c.near = coalesce(o.locality_key, '')
    LEFT JOIN spellings AS l ON l.pool = 'locality' AND l.key = o.locality_key
),
street_spellings AS (
    SELECT
        street_key,
        place,
        street,
        row_number() OVER (
            PARTITION BY street_key, place
            ORDER BY count(*) DESC, CASE WHEN street = upper(street) THEN 1 ELSE 0 END, length(street) DESC, street
        ) AS nth
    FROM placed
    GROUP BY street_key, place, street
),
names AS (
    SELECT street_key, place, street, count(*) OVER (PARTITION BY street_key) AS places
    FROM street_spellings
    WHERE nth = 1
),
flag_counts AS (
    SELECT
        _key,
        sum(CASE WHEN is_set THEN 1 ELSE 0 END) AS yes,
        sum(CASE WHEN is_set IS NULL THEN 1 ELSE 0 END) AS blank,
        count(is_set) AS known
    FROM flags
    GROUP BY _key
)
SELECT
    p._key,
    p._upload,
    p._row,
    p.household_ref,
    p.household_ref_key,
    coalesce(p.locality_key, 'notrecorded') AS locality_key,
    p.shown_locality AS locality,
    n.street || CASE WHEN n.places > 1 AND n.place <> '' THEN ' (' || n.place || ')' ELSE '' END AS street,
    p.flag_count,
    coalesce(f.yes, 0) AS flags_yes,
    coalesce(f.blank, 0) AS flags_blank,
    CASE
        WHEN p.tier IS NOT NULL THEN CAST(p.tier AS INTEGER)
        WHEN coalesce(f.known, 0) = 0 THEN NULL
        WHEN f.yes >= $serious_from THEN 1
        WHEN f.yes >= $either_way_from THEN 2
        ELSE 3
    END AS tier,
    CASE
        WHEN p.tier IS NOT NULL THEN 'recorded'
        WHEN coalesce(f.known, 0) > 0 THEN 'rule'
    END AS tier_from
FROM placed AS p
JOIN names AS n ON n.street_key = p.street_key AND n.place = p.place
LEFT JOIN flag_counts AS f ON f._key = p._key
