-- Every transaction: whose case, which agency, when, how much, in which approach, and what sort of thing was done.
--
-- A line that does not state its approach is placed by its date, where its case has an intervention date; any other is of no
-- approach: what is not stated is not historic. One that states it is on that side, next to the day of the intervention if its
-- date is on the other (`counted_on`): the crisis of that day, care paid late. A line that gives a cost is taken at it; any other
-- is its quantity at its unit cost. A line with neither a date nor an activity is a line of cost, no interaction, and a credit is
-- money alone. What was avoided did not happen, and what the intervention itself cost is no part of what it changed: `apart` says
-- which is which.
-- A credit belongs to what it refunds: to its day (`done_on`) and, where it states no approach, to its side. `interactions` is
-- how many times something was done: the quantity of a row, 1 without one; a payment, by the name of its activity
-- (`activity_words`), is money alone, a credit is nothing done, and one that takes back all of a row takes back its interactions
-- too, as many as that row has.
-- Names are here as their keys, which are one for all spellings of a name; `spellings` has how each is shown. What is known of a
-- whole case is in `transaction_cases`.
SELECT
    t.case_ref_key AS case_key,
    t.case_ref,
    t.agency_key,
    t.agency,
    t.date,
    CASE
        WHEN t.approach = 'Historic' AND t.date >= c.intervention
            THEN CAST(c.intervention - INTERVAL '1' DAY AS DATE)
        WHEN t.approach = 'Principles-based' AND t.date < c.intervention THEN c.intervention
        WHEN t.approach IS NULL THEN coalesce(r.refunded_on, t.date)
        ELSE t.date
    END AS counted_on,
    coalesce(r.refunded_on, t.date) AS done_on,
    CASE
        WHEN t.approach IS NOT NULL THEN t.approach
        WHEN coalesce(r.refunded_on, t.date) < c.intervention THEN 'Historic'
        WHEN coalesce(r.refunded_on, t.date) >= c.intervention THEN 'Principles-based'
    END AS approach,
    CASE
        WHEN a.is_payment = 1 THEN 0
        WHEN coalesce(t.cost, CAST(t.quantity * t.unit_cost AS DECIMAL(18, 4))) < 0 THEN -coalesce(r.times_taken_back, 0)
        ELSE greatest(1, floor(coalesce(t.quantity, 1)))
    END AS interactions,
    CASE
        WHEN t.cash_type = 'Avoided' THEN 'recorded as avoided'
        WHEN t.approach = 'Intervention' THEN 'cost of the intervention'
    END AS apart,
    CASE WHEN t.cash_type = 'Avoided' THEN 1 ELSE 0 END AS is_avoided,
    CASE
        WHEN coalesce(t.cost, CAST(t.quantity * t.unit_cost AS DECIMAL(18, 4))) < 0 THEN 0
        WHEN t.date IS NOT NULL OR t.activity IS NOT NULL THEN 1
        ELSE 0
    END AS is_interaction,
    coalesce(a.is_payment, 0) AS is_payment,
    coalesce(a.is_referral, 0) AS is_referral,
    coalesce(a.is_received, 0) AS is_received,
    coalesce(a.is_assessment, 0) AS is_assessment,
    CASE
        WHEN array_contains(
            [
                'package', 'packages', 'packageofcare', 'packagesofcare', 'carepackage', 'carepackages', 'fundedpackage',
                'fundedpackages', 'fundedpackageofcare', 'fundedcarepackage'
            ],
            t.activity_key
        ) THEN 1
        ELSE 0
    END AS is_package,
    t.activity_key,
    t.team_key,
    t.worker_role_key AS role_key,
    t.worker_key,
    t.description_key,
    t.description,
    t.price_year,
    t.cash_type,
    coalesce(t.cost, CAST(t.quantity * t.unit_cost AS DECIMAL(18, 4))) AS amount
FROM transactions AS t
JOIN transaction_cases AS c ON c.case_key = t.case_ref_key
LEFT JOIN activity_words AS a ON a.activity_key = t.activity_key
LEFT JOIN credits AS r
    ON r.case_key = t.case_ref_key
    AND r.agency_key = t.agency_key
    AND r.activity_key IS NOT DISTINCT FROM t.activity_key
    AND r.date = t.date
    AND r.amount = coalesce(t.cost, CAST(t.quantity * t.unit_cost AS DECIMAL(18, 4)))
    AND t.cash_type IS DISTINCT FROM 'Avoided'
    AND t.approach IS DISTINCT FROM 'Intervention'
