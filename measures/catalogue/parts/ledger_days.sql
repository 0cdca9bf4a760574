-- The days on which the record of each case has rows of each agency: not a date more than a year from every other of the case, which
-- is a slip, or another story.
SELECT case_key, agency_key, date
FROM dated_days
WHERE apart_by <= 366
