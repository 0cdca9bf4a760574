-- Eight quarters, three months each, on a side of the day of the intervention: which it is, counted from that day; and of how many
-- quarters, 1, 2 or 4, so many make whole ones: four are a year.
SELECT *
FROM (VALUES (1, 1), (2, 2), (3, 1), (4, 4), (5, 1), (6, 2), (7, 1), (8, 4)) AS q (nth, whole)
