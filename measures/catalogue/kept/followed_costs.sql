-- What each kind of money comes to in each month, by price year, of the cases that were followed all through it, and what the same cases
-- usually cost in a month (`usual`); months in which a case cost nothing are among its months, from the first of the kind on, and months
-- without any cost are rows too. And what is in no such month, with why.
WITH kinds AS (
    SELECT kind, min(first_month) AS first_month
    FROM monthly_costs
    WHERE first_month IS NOT NULL
    GROUP BY kind
),
prices AS (
    SELECT kind, case_key, price_year
    FROM monthly_costs
    WHERE left_out IS NULL
    GROUP BY kind, case_key, price_year
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
    LEFT JOIN monthly_costs AS d
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
counted AS (
    SELECT o.kind, o.month, o.price_year, sum(o.amount) AS amount, sum(o.lines) AS lines, sum(u.usual) AS usual
    FROM of_cases AS o
    LEFT JOIN usual AS u
        ON u.kind = o.kind AND u.case_key = o.case_key AND u.price_year IS NOT DISTINCT FROM o.price_year
    GROUP BY o.kind, o.month, o.price_year
)
SELECT k.kind, m.month, f.price_year, f.amount, coalesce(f.lines, 0) AS lines, m.cases, coalesce(f.usual, 0) AS usual, m.left_out
FROM kinds AS k
JOIN followed_months AS m ON m.month >= k.first_month
LEFT JOIN counted AS f ON f.kind = k.kind AND f.month = m.month
UNION ALL
SELECT kind, NULL, NULL, NULL, lines, NULL, NULL, left_out
FROM monthly_costs
WHERE left_out IS NOT NULL
