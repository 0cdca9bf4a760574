-- Households by how many agencies know them, three or more together; none of a household without a known flag, or whose
-- lists have flags of one agency only: whether another knows it nobody asked.
SELECT
    CASE WHEN k.agencies > 3 THEN 3 ELSE k.agencies END AS category,
    CAST(NULL AS VARCHAR) AS split,
    count(*) AS count
FROM chosen_households AS c
LEFT JOIN agencies_knowing AS k ON k._key = c._key
GROUP BY CASE WHEN k.agencies > 3 THEN 3 ELSE k.agencies END
