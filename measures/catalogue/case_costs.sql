-- What all agencies together spent on each case: `case_spending`, added up.
SELECT
    case_ref,
    title,
    note,
    'All agencies' AS agency,
    approach,
    cash_type,
    price_year,
    CAST(sum(amount) AS DOUBLE) AS amount,
    CAST(sum(lines) AS BIGINT) AS lines,
    CAST(sum(undated) AS BIGINT) AS undated,
    min(first) AS first,
    max(last) AS last,
    intervention,
    followed,
    is_compared,
    CAST(max(most) AS DOUBLE) AS most,
    quarters,
    why
FROM case_spending
GROUP BY
    case_ref, title, note, approach, cash_type, price_year, intervention, followed, is_compared, is_dated, quarters, why
