-- What a case took: its historic interactions, and the different agencies, teams and workers behind them; and beside them how
-- many interactions are of no approach that is stated or that their date tells. What none is recorded of has no row.
SELECT
    CASE WHEN p.category = 'Different workers' THEN coalesce(r.shown, 'Role not recorded') ELSE p.category END AS category,
    CASE WHEN p.category = 'Different workers' THEN p.category END AS split,
    CAST(p.count AS INTEGER) AS count
FROM people_of_cases AS p
LEFT JOIN spellings AS r ON r.pool = 'role' AND r.key = p.role_key
