-- The households that asked, of the demands that the filters leave, and how often: whichever household is asked for.
SELECT household_ref_key, min(household_ref) AS household, count(*) AS demands
FROM chosen_demands
WHERE household_ref_key IS NOT NULL
GROUP BY household_ref_key
