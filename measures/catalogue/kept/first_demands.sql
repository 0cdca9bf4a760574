-- The demands of the households that asked most often, at most 200.
SELECT *
FROM asked_demands
WHERE nth <= 200
ORDER BY nth, received_on, _upload, _row
LIMIT 200
