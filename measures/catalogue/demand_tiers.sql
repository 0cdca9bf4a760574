-- Households at each tier, and whether the tier was recorded or comes from the rule.
SELECT tier AS category, tier_from AS split, count(*) AS count
FROM chosen_households
GROUP BY tier, tier_from
