-- How many agencies know a household, of those with a known flag whose lists have flags of two agencies or more.
--
-- A flag names what an agency marked, not the agency. Flags that begin with the same short name in capitals, such as CYP,
-- are of one agency; any other flag is an agency of its own. A heading all in capitals has no short name to go by.
WITH short_names AS (
    SELECT key, shown, split_part(shown, ' ', 1) AS short_name
    FROM spellings
    WHERE pool = 'flag'
),
agencies AS (
    SELECT
        key,
        CASE
            WHEN length(short_name) >= 2
                AND short_name = upper(short_name)
                AND short_name <> lower(short_name)
                AND shown <> upper(shown)
                THEN lower(short_name)
            ELSE key
        END AS agency
    FROM short_names
),
by_agency AS (
    SELECT f._key, f.is_set, a.agency
    FROM flags AS f
    JOIN agencies AS a ON a.key = f.flag_key
)
SELECT _key, count(DISTINCT CASE WHEN is_set THEN agency END) AS agencies
FROM by_agency
GROUP BY _key
HAVING count(is_set) > 0 AND count(DISTINCT agency) >= 2
