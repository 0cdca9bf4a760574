-- The cases that have transactions and that are asked for, one, all, or all but some; and how long each was observed.
SELECT *
FROM case_time
WHERE
    ($case IS NULL OR case_key = $case)
    AND ($without IS NULL OR NOT array_contains(CAST($without AS VARCHAR []), case_key))
