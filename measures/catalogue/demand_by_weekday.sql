-- Demands by weekday, from 1 for Monday, and hour of the day where a time is written, by the cohort of their source; `in_weeks` of
-- them are of weeks that the record has whole, of which `days` is how many days they have. What has no day has no weekday.
SELECT weekday AS category, hour AS split, demands AS count, cohort, days, in_weeks
FROM clocked_demands
