-- What each kind of money comes to in each month, by price year, months without any among them; of one case or of all.
--
-- The months of a kind begin with its first dated line. A month is whole if the record covers its first and its last day. The
-- cost of the intervention itself is not spending of either approach, and what was avoided was not spent.
WITH named AS (
    SELECT
        CASE WHEN cash_type = 'Capacity' THEN 'Capacity' WHEN cash_type = 'Cashable' THEN 'Cashable' ELSE 'Spending' END AS kind,
        date,
        CAST(date_trunc('month', date) AS DATE) AS month,
        amount,
        price_year,
        CASE
            WHEN cash_type = 'Avoided' THEN 'recorded as avoided'
            WHEN approach = 'Intervention' THEN 'cost of the intervention'
            WHEN date IS NULL THEN 'without a date'
        END AS left_out
    FROM transaction_lines
),
dated AS (
    SELECT *
    FROM named
    WHERE left_out IS NULL
),
ends AS (
    SELECT min(date) AS first_day, max(date) AS last_day, min(month) AS first_month, max(month) AS last_month
    FROM dated
),
months AS (
    SELECT CAST(month AS DATE) AS month
    FROM (SELECT unnest(generate_series(first_month, last_month, INTERVAL '1' MONTH)) AS month FROM ends) AS steps
),
kinds AS (
    SELECT kind, min(month) AS first_month
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
    CASE
        WHEN m.month = e.first_month AND e.first_day > m.month THEN 'part of a month'
        WHEN m.month = e.last_month AND extract(MONTH FROM e.last_day + INTERVAL '1' DAY) = extract(MONTH FROM m.month)
            THEN 'part of a month'
    END AS left_out
FROM kinds AS k
JOIN months AS m ON m.month >= k.first_month
CROSS JOIN ends AS e
LEFT JOIN dated AS d ON d.kind = k.kind AND d.month = m.month
GROUP BY k.kind, m.month, d.price_year, e.first_month, e.last_month, e.first_day, e.last_day
UNION ALL
SELECT kind, NULL, NULL, NULL, count(*), NULL, NULL, left_out
FROM named
WHERE left_out IS NOT NULL
GROUP BY kind, left_out
