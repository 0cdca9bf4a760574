-- Households by how many agencies know them, three or more together; none of a household without a known flag.
--
-- A flag names what an agency marked, not the agency. Flags that begin with the same short name in capitals, such as CYP,
-- are of one agency; any other flag is an agency of its own. A heading all in capitals has no short name to go by.
WITH by_agency AS (
    SELECT
        _key,
        is_set,
        CASE
            WHEN length(split_part(flag, ' ', 1)) >= 2
                AND split_part(flag, ' ', 1) = upper(split_part(flag, ' ', 1))
                AND split_part(flag, ' ', 1) <> lower(split_part(flag, ' ', 1))
                AND flag <> upper(flag)
                THEN lower(split_part(flag, ' ', 1))
            ELSE flag_key
        END AS agency
    FROM flags
),
known AS (
    SELECT _key, count(DISTINCT CASE WHEN is_set THEN agency END) AS agencies
    FROM by_agency
    WHERE is_set IS NOT NULL
    GROUP BY _key
)
SELECT
    CASE WHEN k.agencies > 3 THEN 3 ELSE k.agencies END AS category,
    CAST(NULL AS VARCHAR) AS split,
    count(*) AS count
FROM chosen_households AS c
LEFT JOIN known AS k ON k._key = c._key
GROUP BY CASE WHEN k.agencies > 3 THEN 3 ELSE k.agencies END
