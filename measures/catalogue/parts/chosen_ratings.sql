-- The ratings that the filters leave: of one case, or of all.
SELECT *
FROM ratings
WHERE $case IS NULL OR case_ref_key = $case
