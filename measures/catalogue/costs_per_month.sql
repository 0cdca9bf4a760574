-- What each kind of money comes to in each month, by price year, months without any among them: of one case; or of those that
-- were followed all through the month, with how many these are.
--
-- The months of a kind begin with its first dated line. The cost of the intervention itself is not spending of either approach,
-- and what was avoided was not spent.
WITH named AS (
    SELECT
        CASE WHEN cash_type = 'Capacity' THEN 'Capacity' WHEN cash_type = 'Cashable' THEN 'Cashable' ELSE 'Spending' END AS kind,
        case_key,
        date,
        amount,
        price_year,
        CASE WHEN apart IS NOT NULL THEN apart WHEN date IS NULL THEN 'without a date' END AS left_out
    FROM transaction_lines
),
dated AS (
    SELECT n.kind, n.case_key, m.month, n.price_year, sum(n.amount) AS amount, count(*) AS lines
    FROM transaction_months AS m
    JOIN named AS n ON n.date >= m.month AND n.date < m.month_after AND n.left_out IS NULL
    GROUP BY n.kind, n.case_key, m.month, n.price_year
),
followed AS (
    SELECT d.kind, d.month, d.price_year, sum(d.amount) AS amount, sum(d.lines) AS lines
    FROM dated AS d
    JOIN case_months AS c ON c.case_key = d.case_key AND c.month = d.month
    GROUP BY d.kind, d.month, d.price_year
),
kinds AS (
    SELECT kind, min(month) AS first_month
    FROM dated
    GROUP BY kind
)
SELECT
    k.kind AS series,
    m.month AS "when",
    f.amount,
    f.price_year,
    CAST(coalesce(f.lines, 0) AS INTEGER) AS lines,
    'Down' AS better,
    CAST(NULL AS VARCHAR) AS note,
    m.cases AS counted,
    m.cases AS cases,
    m.left_out
FROM kinds AS k
JOIN followed_months AS m ON m.month >= k.first_month
LEFT JOIN followed AS f ON f.kind = k.kind AND f.month = m.month
UNION ALL
SELECT
    d.kind, NULL, NULL, NULL, CAST(sum(d.lines) AS INTEGER), NULL, NULL, NULL, NULL, 'of cases that were not followed all month'
FROM dated AS d
WHERE NOT EXISTS (SELECT 1 FROM case_months AS c WHERE c.case_key = d.case_key AND c.month = d.month)
GROUP BY d.kind
UNION ALL
SELECT kind, NULL, NULL, NULL, count(*), NULL, NULL, NULL, NULL, left_out
FROM named
WHERE left_out IS NOT NULL
GROUP BY kind, left_out
