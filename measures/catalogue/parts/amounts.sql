-- What was spent on a case, by agency, activity and day: the cost that a row gives, or its quantity at its unit cost. What was
-- avoided was not spent, and what the intervention itself cost is apart. `times` is how many times something was done for it.
SELECT
    case_ref_key,
    agency_key,
    activity_key,
    date,
    coalesce(cost, CAST(quantity * unit_cost AS DECIMAL(18, 4))) AS amount,
    max(greatest(1, floor(coalesce(quantity, 1)))) AS times
FROM transactions
WHERE date IS NOT NULL AND cash_type IS DISTINCT FROM 'Avoided' AND approach IS DISTINCT FROM 'Intervention'
GROUP BY case_ref_key, agency_key, activity_key, date, coalesce(cost, CAST(quantity * unit_cost AS DECIMAL(18, 4)))
