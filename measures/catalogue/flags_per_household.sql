-- How many households have no flag, one flag, two flags…, and whether their tier was recorded or comes from the rule.
SELECT flags_yes AS category, tier_from AS split, count(*) AS count
FROM chosen_households
GROUP BY flags_yes, tier_from
