-- Demands and minutes of the households of each tier, by the cohort of sources that received them, and the demands that belong to no
-- household on the list.
--
-- Households are all those that the filters leave, whether they asked for anything or not: a row of each tier without a cohort. A
-- demand that belongs to none is placed by its own locality. `days` is how many days the weeks have that the record of the cohort has
-- whole, and `weekly_minutes` are those of demands received in these. What is dated on no day that was observed is not here. By the
-- demands of all listed households, and by those of the place (`named`, `named_here`), what names none is shared out.
WITH named AS (
    SELECT
        coalesce(sum(CASE WHEN $locality IS NULL OR h.locality_key = $locality THEN r.demands ELSE 0 END), 0) AS here,
        coalesce(sum(r.demands), 0) AS everywhere
    FROM household_demands AS r
    JOIN households_in_tiers AS h ON h.household_ref_key = r.ref
)
SELECT
    f.category,
    NULL AS split,
    f.left_out,
    f.households,
    f.asked,
    f.count,
    f.timed,
    f.minutes,
    f.cohort,
    f.days,
    f.weekly_minutes,
    t.first_day,
    t.last_day,
    n.here AS named_here,
    n.everywhere AS named
FROM hours_of_tiers AS f
CROSS JOIN demand_record AS t
CROSS JOIN named AS n
