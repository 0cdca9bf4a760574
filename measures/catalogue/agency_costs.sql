-- What each agency spent on each case, by approach, kind of money and price year, and when the first and last of it was.
SELECT
    case_ref,
    title,
    note,
    agency,
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
GROUP BY case_ref, title, note, agency, approach, cash_type, price_year, intervention, followed
