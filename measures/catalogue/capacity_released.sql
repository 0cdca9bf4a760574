-- Minutes of each week by value and failure, and of how many demands they are recorded: two stretches of weeks are laid side by side,
-- where as many of all demands are classified in both.
SELECT *
FROM weekly_effort
