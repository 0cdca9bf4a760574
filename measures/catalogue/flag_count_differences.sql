-- Households whose printed count of flags is not the number of flags marked Yes in their row.
SELECT _upload AS upload, _row AS row, 'flag_count' AS column, household_ref AS what, flags_yes AS found, CAST(flag_count AS INTEGER) AS stated
FROM chosen_households
WHERE flag_count IS NOT NULL AND flag_count <> flags_yes
