-- What each agency spent on each case: `case_spending`.
SELECT
    case_ref,
    title,
    note,
    agency,
    approach,
    cash_type,
    price_year,
    CAST(amount AS DOUBLE) AS amount,
    lines,
    undated,
    first,
    last,
    intervention,
    followed,
    is_compared,
    CAST(most AS DOUBLE) AS most,
    quarters,
    why
FROM case_spending
