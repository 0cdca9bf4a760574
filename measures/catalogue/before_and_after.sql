-- Interactions and cost of each case in each of the quarters in which it is compared with itself, and what had to be left out.
--
-- What an agency did that wrote down payments in its place for a part of the record is a cost and no interaction, and is told beside; so
-- is what is paid by the half-year or year, the first after the intervention, which is for time before it too.
SELECT
    case_ref,
    quarter,
    cash_type,
    price_year,
    CAST(sum(interactions) AS INTEGER) AS transactions,
    CAST(sum(lines) AS INTEGER) AS lines,
    CAST(sum(amount) AS DOUBLE) AS amount,
    CAST(max(most) AS DOUBLE) AS most,
    left_out
FROM compared_lines
GROUP BY case_ref, quarter, cash_type, price_year, left_out
UNION ALL
SELECT
    case_ref, NULL AS quarter, cash_type, price_year, 0 AS transactions, CAST(sum(lines) AS INTEGER) AS lines, 0 AS amount, 0 AS most,
    beside AS left_out
FROM compared_lines
WHERE left_out IS NULL AND beside IS NOT NULL
GROUP BY case_ref, cash_type, price_year, beside
UNION ALL
SELECT
    case_ref, NULL AS quarter, NULL AS cash_type, NULL AS price_year, 0 AS transactions, 0 AS lines, 0 AS amount, 0 AS most,
    'followed to a day to come' AS left_out
FROM transaction_cases
WHERE is_open = 1 AND quarters > 0
