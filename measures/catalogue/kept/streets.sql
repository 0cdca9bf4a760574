-- One row a household: the name of its street.
--
-- One street may span postcodes, and two towns may each have a Church Road: a street is its name and the outward part
-- of its postcode. A household without a postcode takes the one outward code of its street in its locality, if it has
-- just one. A street is shown in its commonest spelling; of two as common, in the one written out, not all in capitals.
WITH outward AS (
    SELECT _key, street_key, street, locality_key, split_part(postcode, ' ', 1) AS code
    FROM households
),
only_code AS (
    SELECT street_key, coalesce(locality_key, '') AS near, CASE WHEN min(code) = max(code) THEN min(code) END AS code
    FROM outward
    GROUP BY street_key, coalesce(locality_key, '')
),
placed AS (
    SELECT o.*, coalesce(o.code, c.code, l.shown, '') AS place
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
)
SELECT p._key, n.street || CASE WHEN n.places > 1 AND n.place <> '' THEN ' (' || n.place || ')' ELSE '' END AS street
FROM placed AS p
JOIN names AS n ON n.street_key = p.street_key AND n.place = p.place
