-- What each kind of money comes to in each month, by price year, months without any among them; of one case or of all.
--
-- The months of a kind begin with its first dated line. The cost of the intervention itself is not spending of either approach,
-- and what was avoided was not spent.
WITH named AS (
    SELECT
        CASE WHEN cash_type = 'Capacity' THEN 'Capacity' WHEN cash_type = 'Cashable' THEN 'Cashable' ELSE 'Spending' END AS kind,
        date,
        amount,
        price_year,
        CASE WHEN apart IS NOT NULL THEN apart WHEN date IS NULL THEN 'without a date' END AS left_out
    FROM transaction_lines
),
dated AS (
    SELECT *
    FROM named
    WHERE left_out IS NULL
),
kinds AS (
    SELECT kind, min(date) AS first_day
    FROM dated
    GROUP BY kind
)
SELECT
    k.kind AS series,
    m.month AS "when",
    sum(d.amount) AS amount,
    d.price_year,
    count(d.date) AS lines,
    'Down' AS better,
    CAST(NULL AS VARCHAR) AS note,
    m.left_out
FROM kinds AS k
JOIN transaction_months AS m ON m.month_after > k.first_day
LEFT JOIN dated AS d ON d.kind = k.kind AND d.date >= m.month AND d.date < m.month_after
GROUP BY k.kind, m.month, d.price_year, m.left_out
UNION ALL
SELECT kind, NULL, NULL, NULL, count(*), NULL, NULL, left_out
FROM named
WHERE left_out IS NOT NULL
GROUP BY kind, left_out
