-- What each kind of money comes to in each month, by price year, months without any among them: of one case; or of those that
-- were followed all through the month, with how many these are and what the same cases usually cost in a month (`usual`).
--
-- The months of a kind begin with its first dated line. The cost of the intervention itself is not spending of either approach,
-- and what was avoided was not spent. A credit is in the month of what it refunds. What an agency is paid for the same activity by the
-- half-year or year, in most cases that show it, says nothing of what a month cost.
SELECT
    kind AS series,
    month AS "when",
    CAST(amount AS DOUBLE) AS amount,
    price_year,
    CAST(lines AS INTEGER) AS lines,
    CASE WHEN month IS NOT NULL THEN 'Down' END AS better,
    CAST(NULL AS VARCHAR) AS note,
    cases AS counted,
    cases,
    CAST(usual AS DOUBLE) AS usual,
    left_out
FROM followed_costs
