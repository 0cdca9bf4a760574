-- Households of each street at each tier.
SELECT s.street AS category, h.tier AS split, count(*) AS count
FROM chosen_households AS h
JOIN streets AS s ON s._key = h._key
GROUP BY s.street, h.tier
