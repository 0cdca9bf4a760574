-- Eight quarters, three months each, on a side of the day of the intervention: which it is, counted from that day.
SELECT *
FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8)) AS q (nth)
