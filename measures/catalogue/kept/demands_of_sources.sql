-- Demands of each agency, place and type that the filters leave, by their keys, NULL where nothing is recorded; and of how many of them
-- it is known what they are, how long they took, whether they were resolved the first time, and whose they are. Of one that is not
-- sure nobody asks how long it took: `to_time` are all others, `timed` those of them that are value or failure and have minutes.
SELECT
    own_agency_key AS agency_key,
    own_locality_key AS locality_key,
    type_key,
    count(*) AS demands,
    count(value_or_failure) AS classified,
    count(CASE WHEN value_or_failure IS NULL OR value_or_failure <> 'Not sure' THEN 1 END) AS to_time,
    count(CASE WHEN value_or_failure <> 'Not sure' THEN minutes END) AS timed,
    count(resolved_first_time) AS answered,
    count(household_ref_key) AS of_households
FROM chosen_demands
GROUP BY own_agency_key, own_locality_key, type_key
