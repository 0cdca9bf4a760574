-- Every upload of demands: whether it has a day on which any of them was resolved, and whether it says of the days of others that they
-- are not known any more. An upload that has no such day, or not the column, says of nobody that they still wait.
SELECT
    upload,
    loaded_at,
    CASE WHEN coalesce(filled, stated) IS NULL OR list_contains(coalesce(filled, stated), 'resolved_on') THEN 1 ELSE 0 END AS is_said,
    CASE WHEN blanks = 'not known' AND list_contains(stated, 'resolved_on') THEN 1 ELSE 0 END AS is_cleared
FROM uploads
WHERE kind = 'demands'
