-- What each kind of money comes to in each month, by price year, months without any among them: of one case; or of those that
-- were followed all through the month, with how many these are and what the same cases usually cost in a month (`usual`).
--
-- The months of a kind begin with its first dated line. The cost of the intervention itself is not spending of either approach,
-- and what was avoided was not spent. A credit is in the month of what it refunds. What an agency is paid for the same activity by the
-- half-year or year, in most cases that show it, says nothing of what a month cost.
WITH dated AS (
    SELECT *
    FROM monthly_costs
    WHERE left_out IS NULL
),
kinds AS (
    SELECT kind, min(month) AS first_month
    FROM dated
    GROUP BY kind
),
prices AS (
    SELECT d.kind, d.case_key, d.price_year
    FROM dated AS d
    JOIN case_months AS c ON c.case_key = d.case_key AND c.month = d.month
    GROUP BY d.kind, d.case_key, d.price_year
),
of_cases AS (
    SELECT
        p.kind,
        p.case_key,
        p.price_year,
        c.month,
        coalesce(d.amount, 0) AS amount,
        coalesce(d.lines, 0) AS lines
    FROM prices AS p
    JOIN kinds AS k ON k.kind = p.kind
    JOIN case_months AS c ON c.case_key = p.case_key AND c.month >= k.first_month
    LEFT JOIN dated AS d
        ON d.kind = p.kind
        AND d.case_key = p.case_key
        AND d.price_year IS NOT DISTINCT FROM p.price_year
        AND d.month = c.month
),
usual AS (
    SELECT o.kind, o.case_key, o.price_year, CAST(avg(CAST(o.amount AS DOUBLE)) AS DECIMAL(38, 12)) AS usual
    FROM of_cases AS o
    JOIN followed_months AS m ON m.month = o.month AND m.left_out IS NULL
    GROUP BY o.kind, o.case_key, o.price_year
),
followed AS (
    SELECT o.kind, o.month, o.price_year, sum(o.amount) AS amount, sum(o.lines) AS lines, sum(u.usual) AS usual
    FROM of_cases AS o
    LEFT JOIN usual AS u
        ON u.kind = o.kind AND u.case_key = o.case_key AND u.price_year IS NOT DISTINCT FROM o.price_year
    GROUP BY o.kind, o.month, o.price_year
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
    coalesce(f.usual, 0) AS usual,
    m.left_out
FROM kinds AS k
JOIN followed_months AS m ON m.month >= k.first_month
LEFT JOIN followed AS f ON f.kind = k.kind AND f.month = m.month
UNION ALL
SELECT
    d.kind, NULL, NULL, NULL, CAST(sum(d.lines) AS INTEGER), NULL, NULL, NULL, NULL, NULL, 'of cases that were not followed all month'
FROM dated AS d
WHERE NOT EXISTS (SELECT 1 FROM case_months AS c WHERE c.case_key = d.case_key AND c.month = d.month)
GROUP BY d.kind
UNION ALL
SELECT kind, NULL, NULL, NULL, lines, NULL, NULL, NULL, NULL, NULL, left_out
FROM monthly_costs
WHERE left_out IS NOT NULL
