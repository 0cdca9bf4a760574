-- Calendar days within which half of those who asked in each period are done, those who are still waiting among them.
SELECT "when", value, counted, note, left_out
FROM waits_of_periods
WHERE tenths = 5
