-- Households of each street at each tier.
SELECT street AS category, tier AS split, count(*) AS count
FROM chosen_households
GROUP BY street, tier
