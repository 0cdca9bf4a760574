-- The months of the record all through which each case was followed, but for four days at either end; of one case that is asked
-- for, all of them.
SELECT m.month, t.case_key
FROM transaction_months AS m
JOIN transaction_cases AS t
    ON $case IS NOT NULL OR (t.opens <= m.begins_by AND t.closes >= m.ends_from)
