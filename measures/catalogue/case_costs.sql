-- What was spent on each case by all agencies together, by approach, kind of money and price year, and when.
SELECT
    case_ref,
    title,
    note,
    'All agencies' AS agency,
    approach,
    cash_type,
    price_year,
    sum(amount) AS amount,
    count(*) AS lines,
    sum(CASE WHEN date IS NULL THEN 1 ELSE 0 END) AS undated,
    min(date) AS first,
    max(date) AS last,
    intervention,
    followed
FROM transaction_lines
GROUP BY case_ref, title, note, approach, cash_type, price_year, intervention, followed
