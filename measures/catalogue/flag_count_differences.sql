-- Households whose printed count of flags is not the number of flags marked Yes in the same row.
WITH own AS (
    SELECT _upload, _row, sum(CASE WHEN is_set THEN 1 ELSE 0 END) AS yes
    FROM flags
    GROUP BY _upload, _row
)
SELECT
    c._upload AS upload,
    c._row AS row,
    'flag_count' AS column,
    c.household_ref AS what,
    coalesce(o.yes, 0) AS found,
    CAST(c.flag_count AS INTEGER) AS stated
FROM chosen_households AS c
LEFT JOIN own AS o ON o._upload = c._upload AND o._row = c._row
WHERE c.flag_count IS NOT NULL AND c.flag_count <> coalesce(o.yes, 0)
