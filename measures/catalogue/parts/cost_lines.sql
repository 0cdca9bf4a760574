-- One row a cost line: whose case, which agency, when, how much, and on which side of the day the new way began.
--
-- A line that gives a cost is taken at it; any other is its quantity at its unit cost. A line that does not say which
-- approach it belongs to is placed by its date, where its case has an intervention date. A case that nobody has said
-- until when it was followed was followed to its last dated line, and no further.
SELECT
    coalesce(c.case_ref, min(t.case_ref) OVER (PARTITION BY lower(t.case_ref))) AS case_ref,
    c.title,
    c.note,
    t.agency,
    t.date,
    CASE
        WHEN t.approach IS NOT NULL THEN t.approach
        WHEN t.date < c.intervention_date THEN 'Historic'
        WHEN t.date >= c.intervention_date THEN 'Principles-based'
    END AS approach,
    t.cash_type,
    t.price_year,
    coalesce(t.cost, CAST(t.quantity * t.unit_cost AS DECIMAL(18, 4))) AS amount,
    c.intervention_date AS intervention,
    coalesce(c.followed_until, max(t.date) OVER (PARTITION BY lower(t.case_ref))) AS followed
FROM transactions AS t
LEFT JOIN cases AS c ON lower(c.case_ref) = lower(t.case_ref)
WHERE
    ($case IS NULL OR lower(t.case_ref) = lower($case))
    AND lower(t.case_ref) NOT IN (SELECT lower(trim(ref)) FROM (SELECT unnest(CAST($without AS VARCHAR [])) AS ref) AS left_out)
