-- What each agency spent on each case: `case_spending`, each agency by the name that it is shown under.
SELECT
    s.case_ref,
    s.title,
    s.note,
    coalesce(a.shown, s.agency) AS agency,
    s.approach,
    s.cash_type,
    s.price_year,
    CAST(s.amount AS DOUBLE) AS amount,
    s.lines,
    s.undated,
    s.first,
    s.last,
    s.intervention,
    s.followed,
    s.is_compared,
    CAST(s.most AS DOUBLE) AS most,
    s.quarters,
    s.why
FROM case_spending AS s
LEFT JOIN spellings AS a ON a.pool = 'agency' AND a.key = s.agency_key
