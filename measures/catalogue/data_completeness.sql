-- Filled cells of each column of each kind of sheet that has rows, of all its rows; columns and flags that nobody filled among them.
SELECT
    CAST(NULL AS DATE) AS period,
    sheet || ': ' || heading AS category,
    filled AS numerator,
    cells AS denominator,
    cells AS counted,
    NULL AS left_out
FROM cells_filled
WHERE cells > 0
