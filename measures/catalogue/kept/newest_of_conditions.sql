-- The newest ten demands of each system condition that was named, of those whose words are known, those of the condition named most
-- first: each with how many there are of its condition and in all (`total`); at most 200 rows. Of the newest rows of a million the words
-- are read, and of no others.
WITH counted AS (
    SELECT n._key, n.received_on, n.condition_key, n.nth, n.of_condition
    FROM (
        SELECT
            _key,
            received_on,
            condition_key,
            row_number() OVER (PARTITION BY condition_key ORDER BY received_on DESC, _upload DESC, _row DESC) AS nth,
            count(*) OVER (PARTITION BY condition_key) AS of_condition
        FROM chosen_demands
        WHERE condition_key IS NOT NULL AND verbatim IS NOT NULL
    ) AS n
    WHERE n.nth <= 10
),
newest AS (
    SELECT n._key, n.received_on, n.nth, n.of_condition, c.shown AS condition
    FROM counted AS n
    JOIN spellings AS c ON c.pool = 'condition' AND c.key = n.condition_key
    ORDER BY n.of_condition DESC, c.shown, n.nth
    LIMIT 200
)
SELECT
    n.condition,
    n.of_condition,
    n.nth,
    d.verbatim,
    d.received_on,
    d.is_month,
    d.is_week,
    d.said,
    d.type_key,
    d.agency_key,
    d.demand_ref,
    (SELECT CAST(sum(of_condition) AS INTEGER) FROM counted WHERE nth = 1) AS total
FROM newest AS n
JOIN chosen_demands AS d ON d._key = n._key AND d.received_on = n.received_on
