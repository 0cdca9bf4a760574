-- The newest ten demands of each system condition that was named, of those whose words are known, in their order (`nth`): each with
-- how many there are of its condition. Of the newest rows of a million the words are read, and of no others.
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
