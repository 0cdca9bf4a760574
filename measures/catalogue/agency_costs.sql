-- What each agency spent on each case, by approach, kind of money and price year, and when the first and last of it was.
WITH spent AS (
    SELECT
        case_key,
        agency_key,
        min(agency) AS agency,
        approach,
        cash_type,
        price_year,
        sum(amount) AS amount,
        count(*) AS lines,
        count(*) - count(date) AS undated,
        min(date) AS first,
        max(date) AS last
    FROM transaction_lines
    GROUP BY case_key, agency_key, approach, cash_type, price_year
)
SELECT
    c.case_ref,
    c.title,
    c.note,
    coalesce(a.shown, s.agency) AS agency,
    s.approach,
    s.cash_type,
    s.price_year,
    s.amount,
    s.lines,
    s.undated,
    s.first,
    s.last,
    c.intervention,
    c.followed
FROM spent AS s
JOIN transaction_cases AS c ON c.case_key = s.case_key
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = s.agency_key
