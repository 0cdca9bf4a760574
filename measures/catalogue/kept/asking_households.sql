-- The households that asked, of the demands that the filters leave, and how often, whichever household is asked for: the place of each
-- (`nth`), those that asked most often first, and how many demands all of them have.
SELECT
    household_ref_key,
    household,
    demands,
    row_number() OVER (ORDER BY demands DESC, household_ref_key) AS nth,
    sum(demands) OVER () AS total
FROM (
    SELECT household_ref_key, min(household_ref) AS household, count(*) AS demands
    FROM chosen_demands
    WHERE household_ref_key IS NOT NULL
    GROUP BY household_ref_key
) AS asked
