-- Minutes of each week by value and failure, and of how many demands they are recorded.
SELECT *
FROM weekly_effort
