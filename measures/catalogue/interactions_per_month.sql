-- How often something was done in each month, months without any among them: of one case; or of those that were followed all
-- through the month, with how many these are and what the same cases usually have in a month (`usual`).
--
-- What is no interaction is left out: see `monthly_interactions`.
SELECT
    month AS "when",
    CAST(interactions AS INTEGER) AS value,
    cases AS counted,
    cases,
    CAST(usual AS DOUBLE) AS usual,
    left_out
FROM followed_interactions
