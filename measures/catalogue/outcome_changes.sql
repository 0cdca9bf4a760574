-- For each statement, how many people's latest rating is above, the same as or below their first, how many of them last rated
-- it more than a year before the latest rating of anybody, and how many rated it once.
SELECT statement AS category, change AS split, count
FROM statement_changes
