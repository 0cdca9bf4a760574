-- What each kind of money comes to in each month, by price year, months without any among them: of one case; or of those that
-- were followed all through the month, with how many these are and what the same cases usually cost in a month (`usual`).
--
-- The months of a kind begin with its first dated line. The cost of the intervention itself is not spending of either approach,
-- and what was avoided was not spent. A credit is in the month of what it refunds. What an agency is paid for the same activity by the
-- half-year or year, in most cases that show it, says nothing of what a month cost.
WITH kinds AS (
    SELECT kind, min(first_month) AS first_month
    FROM monthly_costs
    WHERE first_month IS NOT NULL
    GROUP BY kind
)
SELECT
    k.kind AS series,
    m.month AS "when",
    CAST(f.amount AS DOUBLE) AS amount,
    f.price_year,
    CAST(coalesce(f.lines, 0) AS INTEGER) AS lines,
    'Down' AS better,
    CAST(NULL AS VARCHAR) AS note,
    m.cases AS counted,
    m.cases AS cases,
    CAST(coalesce(f.usual, 0) AS DOUBLE) AS usual,
    m.left_out
FROM kinds AS k
JOIN followed_months AS m ON m.month >= k.first_month
LEFT JOIN followed_costs AS f ON f.kind = k.kind AND f.month = m.month
UNION ALL
SELECT kind, NULL, NULL, NULL, lines, NULL, NULL, NULL, NULL, NULL, left_out
FROM monthly_costs
WHERE left_out IS NOT NULL
