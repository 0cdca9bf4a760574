-- What a case cost, by approach, kind of money and price year, with the first and last date of the lines that have one.
SELECT
    approach,
    cash_type,
    price_year,
    count(*) AS lines,
    sum(CASE WHEN date IS NULL THEN 1 ELSE 0 END) AS undated,
    round(CAST(sum(cost) AS DOUBLE), 2) AS cost,
    min(date) AS first,
    max(date) AS last
FROM case_rows
WHERE cost IS NOT NULL AND ($case IS NULL OR case_key = upper($case))
GROUP BY approach, cash_type, price_year
